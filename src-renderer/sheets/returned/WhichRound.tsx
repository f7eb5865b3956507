import { Button } from '@mantine/core';
import { ROUNDS_OF_A_DAY } from '../../../src-shared/sheet-words.ts';
import { Notice } from '../../shared/Notice.tsx';
import { useWords } from '../../shared/use-words.ts';
import classes from './returned.module.css';

type WhichRoundProps = { code: string; onRound: (round: number) => void; onLeave: () => void };

/** A sheet of the all-day pack has a column for each round: each is entered on its own. */
export function WhichRound({ code, onRound, onLeave }: WhichRoundProps) {
  const { t } = useWords();
  return (
    <Notice
      tone="plain"
      role="status"
      title={t('Sheet {{code}} is for the whole day. Which round do you enter?', { code })}
    >
      <div className={classes.row}>
        {ROUNDS_OF_A_DAY.map((round, index) => (
          <Button key={round} size="sm" autoFocus={index === 0} onClick={() => onRound(round)}>
            {t('Round {{round}}', { round })}
          </Button>
        ))}
        <Button size="sm" variant="default" onClick={onLeave}>
          {t('Another code')}
        </Button>
      </div>
    </Notice>
  );
}
