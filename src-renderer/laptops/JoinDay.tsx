import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import { JoinForm } from './JoinForm.tsx';

/** For a laptop that imported the register by itself: it joins the day of another one. */
export function JoinDay() {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const place = useRef<HTMLElement>(null);
  return (
    <section className={part.part} ref={place} tabIndex={-1} aria-label={t('Join the day of another laptop')}>
      <h2 className={part.heading}>{t('Join the day of another laptop')}</h2>
      {asked ? (
        <JoinForm
          onBack={() => {
            setAsked(false);
            // The button that was pressed disappears.
            place.current?.focus();
          }}
        />
      ) : (
        <>
          <p className={part.note}>
            {t(
              'If each laptop imported the register by itself, what this one has entered can still be carried over.',
            )}
          </p>
          <div>
            <Button variant="default" onClick={() => setAsked(true)}>
              {t('This laptop imported the register by itself…')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
