import { practiceId } from '../room/practice-id.ts';
import { Notice } from '../shared/Notice.tsx';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { useWords } from '../shared/use-words.ts';
import { Backups } from './Backups.tsx';
import { EndOfDay } from './EndOfDay.tsx';
import { Passphrase } from './Passphrase.tsx';
import classes from './safety.module.css';

/** That nothing is lost and nothing leaks: backups, passphrase, and the end of the room. */
export function SafetyScreen() {
  const { t } = useWords();
  return (
    <>
      <ScreenHeading>{t('Safety')}</ScreenHeading>
      {practiceId === null ? (
        <div className={classes.safety}>
          <Passphrase />
          <Backups />
          <EndOfDay />
        </div>
      ) : (
        <Notice tone="plain" title={t('A practice has no passphrase and no backups.')}>
          <p>{t('End the practice to get to those of your own room.')}</p>
        </Notice>
      )}
    </>
  );
}
