import { Checkbox } from '@mantine/core';
import { count } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { countAsPromise, type Understood } from './import-flow.ts';
import { intentionsOf } from './intentions.ts';
import part from './part.module.css';
import classes from './promise-choice.module.css';

/** Which voting intentions count as a promise: every party has letters of its own, so the manager says. */
export function PromiseChoice({ flow: { register, canvass, promises } }: { flow: Understood }) {
  const intentions = intentionsOf(register, canvass);
  if (intentions.length === 0) {
    return (
      <Notice tone="plain" title="This file says nothing of voting intentions.">
        <p>
          Without them nobody counts as a promise and there are no knock-up sheets. Add a canvass file that
          has them.
        </p>
      </Notice>
    );
  }
  const none = !intentions.some(({ code }) => promises.includes(code));
  return (
    <fieldset className={classes.choice}>
      <legend className={part.heading}>Which voting intentions count as a promise?</legend>
      <div className={classes.codes}>
        {intentions.map(({ code, inRegister, inCanvass }) => (
          <Checkbox
            key={code}
            label={`${code}: ${words(inRegister, inCanvass)}`}
            checked={promises.includes(code)}
            onChange={(event) => countAsPromise(code, event.currentTarget.checked)}
          />
        ))}
      </div>
      <p role="status" className={part.note}>
        {none && 'None is chosen, so nobody will count as a promise and no knock-up sheets can be made.'}
      </p>
    </fieldset>
  );
}

function words(inRegister: number, inCanvass: number): string {
  if (inCanvass === 0) return `${count(inRegister)} electors`;
  if (inRegister === 0) return `${count(inCanvass)} in the canvass`;
  return `${count(inRegister)} in the register, ${count(inCanvass)} in the canvass`;
}
