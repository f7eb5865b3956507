import { Button, Checkbox } from '@mantine/core';
import { type FormEvent, type RefObject, useEffect, useId, useRef } from 'react';
import { Trans } from 'react-i18next';
import type { CodeCount } from '../../src-main/register/types.ts';
import type { NearElector, Resolution } from '../../src-main/turnout/types.ts';
import part from '../shared/part.module.css';
import { useStore } from '../shared/store.ts';
import { useUndoKeys } from '../shared/use-undo-keys.ts';
import { useWords } from '../shared/use-words.ts';
import { DistrictChooser } from './DistrictChooser.tsx';
import type { EntryPlace } from './entry-queue.ts';
import { entrySound } from './entry-sound.ts';
import { LeftNumbers } from './LeftNumbers.tsx';
import { LookUp } from './LookUp.tsx';
import classes from './number-entry.module.css';
import { pastedLines } from './pasted-lines.ts';
import { SlipBar } from './slip/SlipBar.tsx';
import { SlipBoxes } from './slip/SlipBoxes.tsx';
import { openSlip } from './slip/slip-session.ts';
import { TakeBackHint } from './TakeBackHint.tsx';
import { openBoxes, setText, tallyDraft } from './tally-draft.ts';
import { entryQueue } from './tally-session.ts';
import { mayBeProse } from './told-person.ts';
import { useTallyDistrict } from './use-tally-district.ts';
import { useToldPerson } from './use-told-person.ts';

/** Characters that the field shows on one line. */
const ONE_LINE = 18;

type NumberEntryProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  districts: CodeCount[];
  by: string;
};

/** The field for numbers, with their district or slip, and who they are. */
export function NumberEntry({ field, districts, by }: NumberEntryProps) {
  const { t } = useWords();
  const { text, boxes } = useStore(tallyDraft);
  const { district: chosen, choose: chooseDistrict } = useTallyDistrict(districts);
  const slip = useStore(openSlip);
  const sound = useStore(entrySound);
  const fieldId = useId();
  const hintId = useId();
  useFocusOnOpening(field);
  useUndoKey(field, by);

  const district = slip ? slip.district || undefined : chosen;
  const stationId = slip?.stationId ?? undefined;
  const place: EntryPlace = {
    ...(district ? { district } : {}),
    ...(stationId === undefined ? {} : { stationId }),
    ...(slip ? { slipId: slip.id } : {}),
  };
  // Once it is there.
  const focusSoon = () => setTimeout(() => field.current?.focus());
  const codes = districts.map(({ code }) => code);
  const mark = (numbers: string) => entryQueue.enter(numbers, place, by, mayBeProse(numbers, codes));
  const leaveWith = (rest: string) => {
    setText(rest);
    field.current?.focus();
  };
  const choose = ({ entered, toldBy = 'name' }: Resolution, { number }: NearElector) =>
    entryQueue.enterChosen(number, { written: entered, toldBy }, place, by);
  const chooseOnly = (entry: Resolution, person: NearElector) => {
    choose(entry, person);
    leaveWith('');
  };
  const people = useRef<HTMLElement>(null);
  const onEnter = useToldPerson({
    text,
    place,
    codes,
    enter: () => {
      mark(text.trim());
      leaveWith('');
    },
    choose: chooseOnly,
    ask: () => people.current?.focus(),
  });
  const enter = (event: FormEvent) => {
    event.preventDefault();
    onEnter();
  };

  return (
    <div className={classes.entry}>
      <LeftNumbers />
      <SlipBar by={by} district={chosen} onReady={focusSoon} />
      {boxes ? (
        <SlipBoxes
          boxes={boxes}
          place={place}
          onEnter={(numbers) => {
            mark(numbers);
            focusSoon();
          }}
          onChoose={choose}
        />
      ) : (
        <form className={classes.entry} onSubmit={enter} autoComplete="off">
          <div className={classes.head}>
            {!slip && <DistrictChooser districts={districts} value={chosen} onChange={chooseDistrict} />}
            <label className={classes.label} htmlFor={fieldId}>
              {t('Elector number')}
            </label>
          </div>
          <div className={classes.number}>
            {/* It wraps, so that a number in the middle of a slip can be reached. */}
            <textarea
              id={fieldId}
              rows={1}
              ref={field}
              className={classes.input}
              data-long={text.length > ONE_LINE || undefined}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              {...pastedLines(setText)}
              onKeyDown={(event) => {
                if (event.key === 'Escape') setText('');
                if (event.key === 'Enter') {
                  event.preventDefault();
                  if (!event.repeat) event.currentTarget.form?.requestSubmit();
                }
              }}
              aria-describedby={hintId}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={20_000}
            />
            <Button type="submit" size="lg" className={classes.submit}>
              {t('Mark off')}
            </Button>
          </div>
          <LookUp text={text} place={place} onChange={leaveWith} onChoose={choose} people={people} />
          <p id={hintId} className={part.hint}>
            <Trans
              t={t}
              i18nKey="Type a number and press <key>Enter</key>. Several at once: put spaces or commas between them, write a range such as 120-126, or paste a slip. No number? Type house and street, or the name."
              components={{ key: <kbd /> }}
            />
          </p>
          <TakeBackHint />
          <div className={classes.ways}>
            <Button variant="default" size="sm" onClick={openBoxes}>
              {t('Enter a slip box by box')}
            </Button>
            <Checkbox
              label={t('Beep after each entry')}
              checked={sound === 'on'}
              onChange={(event) => entrySound.set(event.currentTarget.checked ? 'on' : 'off')}
            />
          </div>
        </form>
      )}
    </div>
  );
}

function useFocusOnOpening(field: RefObject<HTMLElement | null>): void {
  useEffect(() => field.current?.focus(), [field]);
}

/** For this window's entries, unless a field has text to undo. */
function useUndoKey(field: RefObject<HTMLTextAreaElement | null>, by: string): void {
  useUndoKeys({
    isForField: (target) => target instanceof HTMLInputElement || field.current?.value !== '',
    onUndo: () => entryQueue.takeBackLast(by),
    onRedo: () => entryQueue.enterLastAgain(by),
  });
}
