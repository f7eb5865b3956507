import { Button } from '@mantine/core';
import { memo } from 'react';
import type { RecentEntry } from '../../src-main/turnout/types.ts';
import { time } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './entry-line.module.css';
import { PromiseMark } from './PromiseMark.tsx';
import { statusLook } from './status-look.ts';

type RecentLineProps = { entry: RecentEntry; onUndo: (number: string, telling: string) => void };

/** One entry as the room keeps it. Memoised, because a hundred of them are in the list while somebody types. */
export const RecentLine = memo(function RecentLine({ entry, onUndo }: RecentLineProps) {
  const { t } = useWords();
  const { id, entered, elector, message, toldBy, at, by, slip, isUndone, canUndo } = entry;
  const { words, tone, Icon } = statusLook(entry);
  return (
    <li className={classes.line} data-undone={isUndone || undefined}>
      <p className={classes.status} data-tone={tone}>
        <Icon size={18} />
        {words}
      </p>
      <div className={classes.who}>
        <p>
          <strong className={classes.number}>{elector?.number ?? entered}</strong>{' '}
          {elector && <span className={classes.name}>{roomSays(elector.name)}</span>}
        </p>
        {elector && (
          <p className={classes.detail}>
            {elector.promise && <PromiseMark promise />} {elector.address}
          </p>
        )}
        {elector && toldBy && <p className={classes.detail}>{t('told as “{{entered}}”', { entered })}</p>}
        {message && !isUndone && <p className={classes.message}>{roomSays(message)}</p>}
      </div>
      <p className={classes.detail}>
        <time dateTime={new Date(at).toISOString()}>{time(at)}</time>
        {by && ` ${by}`}
        {slip !== undefined && ` ${t('slip {{slipId}}', { slipId: slip })}`}
      </p>
      {canUndo && elector && (
        <Button
          className={classes.action}
          variant="default"
          size="compact-md"
          aria-label={t('Undo {{number}} {{name}}', { number: elector.number, name: roomSays(elector.name) })}
          onClick={() => onUndo(elector.number, id)}
        >
          {t('Undo')}
        </Button>
      )}
    </li>
  );
});
