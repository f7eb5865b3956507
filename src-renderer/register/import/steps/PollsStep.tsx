import part from '../../../shared/part.module.css';
import { useWords } from '../../../shared/use-words.ts';
import { PromisesForChoice } from '../../PromisesForChoice.tsx';
import { setPromisesFor } from '../import-flow.ts';
import type { Understood } from '../import-state.ts';
import { kindsOf, promisesOf, type RoomAnswers } from '../questions-asked.ts';

/** Where several polls are on the day: which of them each kind of promise is for. */
export function PollsStep({ flow, room }: { flow: Understood; room: RoomAnswers }) {
  const { t } = useWords();
  return (
    <>
      <p className={part.text}>
        {t('Each promise counts at every poll that is ticked. Untick those it is not for.')}
      </p>
      <PromisesForChoice
        codes={promisesOf(flow)}
        kinds={kindsOf(flow, room)}
        onlyFor={flow.promisesFor ?? room.promisesFor}
        onChange={setPromisesFor}
      />
    </>
  );
}
