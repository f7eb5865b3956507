import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { counted } from '../shared/format.ts';
import { useWords } from '../words/use-words.ts';
import classes from './slip.module.css';

/** A page of a teller's pad. */
const BOXES = 44;

type SlipBoxesProps = { onEnter: (text: string) => void; onLeave: () => void };

/** A slip as it looks: the pad's boxes in the pad's order, entered together. */
export function SlipBoxes({ onEnter, onLeave }: SlipBoxesProps) {
  const { t } = useWords();
  const [boxes, setBoxes] = useState<readonly string[]>(() => Array.from({ length: BOXES }, () => ''));
  const fields = useRef<(HTMLInputElement | null)[]>([]);
  // The boxes have just been asked for.
  useEffect(() => fields.current[0]?.focus(), []);
  const filled = boxes.filter((box) => box.trim() !== '');
  const onKey = (event: KeyboardEvent, place: number) => {
    const step = { Enter: 1, ArrowDown: 4, ArrowUp: -4 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    fields.current[place + step]?.focus();
  };
  return (
    <section aria-label={t('Slip in boxes')}>
      <div className={classes.boxes}>
        {boxes.map((box, place) => (
          <input
            // biome-ignore lint/suspicious/noArrayIndexKey: a box is its place on the pad
            key={place}
            ref={(field) => {
              fields.current[place] = field;
            }}
            className={classes.box}
            aria-label={t('Box {{value}}', { value: place + 1 })}
            value={box}
            autoComplete="off"
            maxLength={12}
            onKeyDown={(event) => onKey(event, place)}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setBoxes((before) => before.map((each, at) => (at === place ? value : each)));
            }}
          />
        ))}
      </div>
      <div className={classes.bar}>
        <Button
          disabled={filled.length === 0}
          onClick={() => {
            onEnter(filled.join(', '));
            onLeave();
          }}
        >
          {t('Mark off {{filled}}', { filled: counted(filled.length, 'number') })}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {t('Back to one field')}
        </Button>
      </div>
    </section>
  );
}
