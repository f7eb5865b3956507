import { Button } from '@mantine/core';
import { useState } from 'react';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import { IntroduceRoom } from './IntroduceRoom.tsx';
import { MeetRoom } from './MeetRoom.tsx';

/** Introduces this room to head office, or another room to this one. Both are done once, so the forms are opened. */
export function HeadOffice({ suggested, isEncrypted }: { suggested: string; isEncrypted: boolean }) {
  const { t } = useWords();
  const [opened, setOpened] = useState<'introduce' | 'meet' | null>(null);
  const done = () => setOpened(null);
  return (
    <section className={part.part} aria-label={t('Head office')}>
      <h2 className={part.heading}>{t('Head office')}</h2>
      {opened === 'introduce' && <IntroduceRoom suggested={suggested} onDone={done} />}
      {opened === 'meet' && <MeetRoom isEncrypted={isEncrypted} onDone={done} />}
      {opened === null && (
        <>
          <p className={part.note}>
            {t(
              'Head office can see all rooms of a constituency on one board. Each room is introduced to it once, with a pairing file.',
            )}
          </p>
          <div className={part.row}>
            <Button variant="default" onClick={() => setOpened('introduce')}>
              {t('Introduce this room to head office…')}
            </Button>
            <Button variant="default" onClick={() => setOpened('meet')}>
              {t('Take in a room’s pairing file…')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
