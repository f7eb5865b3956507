import { Button } from '@mantine/core';
import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef } from 'react';
import type { NearElector, Resolution } from '../../../src-main/turnout/types.ts';
import { Foot } from '../../shared/Foot.tsx';
import { counted } from '../../shared/format.ts';
import { useWords } from '../../shared/use-words.ts';
import type { EntryPlace } from '../entry-queue.ts';
import { linesIn } from '../pasted-lines.ts';
import { BOXES, clearTyped, closeBoxes, setBoxes } from '../tally-draft.ts';
import { BoxesToCheck } from './BoxesToCheck.tsx';
import { BoxMeaning } from './BoxMeaning.tsx';
import classes from './slip.module.css';

type SlipBoxesProps = {
  boxes: readonly string[];
  place: EntryPlace;
  onEnter: (text: string) => void;
  /** Marks off somebody for a name or a door. */
  onChoose: (entry: Resolution, person: NearElector) => void;
};

/** A slip as it looks: the boxes of the pad in their order, entered together. */
export function SlipBoxes({ boxes, place: from, onEnter, onChoose }: SlipBoxesProps) {
  const { t } = useWords();
  const fields = useRef<(HTMLInputElement | null)[]>([]);
  const submit = useRef<HTMLButtonElement>(null);
  // The boxes have just been asked for, or are shown again with what was typed.
  const first = useRef(Math.max(0, boxes.findLastIndex((box) => box !== '') + 1));
  useEffect(() => fields.current[Math.min(first.current, BOXES - 1)]?.focus(), []);
  const filled = boxes.filter((box) => box.trim() !== '');
  const onKey = (event: KeyboardEvent, place: number) => {
    const step = { Enter: 1, ArrowDown: 4, ArrowUp: -4 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    // After the last number, so that nobody has to pass the boxes that stay empty.
    const isAfterLast = filled.length > 0 && boxes.slice(place).every((box) => box.trim() === '');
    if (event.key === 'Enter' && isAfterLast) submit.current?.focus();
    else fields.current[place + step]?.focus();
  };
  /** A slip pasted into a box continues in the boxes after it, a line in each. */
  const spread = (event: SyntheticEvent, text: string, place: number) => {
    const lines = linesIn(text);
    if (lines.length < 2) return;
    event.preventDefault();
    const last = BOXES - 1 - place;
    // If there are more lines than boxes, the rest stay together in the last box, which is still read line by line.
    const put = [...lines.slice(0, last), lines.slice(last).join('; ')].filter(Boolean);
    setBoxes(boxes.map((each, at) => put[at - place] ?? each));
    fields.current[Math.min(place + put.length, BOXES - 1)]?.focus();
  };
  return (
    <section aria-label={t('Slip in boxes')}>
      <div className={classes.boxes}>
        {boxes.map((box, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a box is its place on the pad
          <div key={place}>
            <input
              ref={(field) => {
                fields.current[place] = field;
              }}
              className={classes.box}
              aria-label={t('Box {{value}}', { value: place + 1 })}
              value={box}
              autoComplete="off"
              maxLength={80}
              onKeyDown={(event) => onKey(event, place)}
              onPaste={(event) => spread(event, event.clipboardData.getData('text'), place)}
              onDrop={(event) => spread(event, event.dataTransfer.getData('text'), place)}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setBoxes(boxes.map((each, at) => (at === place ? value : each)));
              }}
            />
            <BoxMeaning text={box} place={from} isTwice={isTwice(boxes, place)} />
          </div>
        ))}
      </div>
      <Foot>
        <BoxesToCheck
          boxes={boxes}
          place={from}
          onFixed={(fixed) => {
            setBoxes(fixed);
            const { activeElement } = document;
            // The button pressed is gone. A key leaves the focus in its box.
            if (!(activeElement instanceof HTMLInputElement)) submit.current?.focus();
          }}
          onChoose={onChoose}
          onGo={(box) => fields.current[box]?.focus()}
        />
        <div className={classes.bar}>
          <Button
            ref={submit}
            disabled={filled.length === 0}
            onClick={() => {
              onEnter(filled.join('\n'));
              clearTyped();
            }}
          >
            {t('Mark off {{filled}}', { filled: counted(filled.length, 'number') })}
          </Button>
          <Button variant="default" onClick={closeBoxes}>
            {t('Back to one field')}
          </Button>
        </div>
      </Foot>
    </section>
  );
}

function isTwice(boxes: readonly string[], place: number): boolean {
  const number = boxes[place]?.trim().toUpperCase();
  return number !== '' && boxes.slice(0, place).some((box) => box.trim().toUpperCase() === number);
}
