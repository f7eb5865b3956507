import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type RefObject, useId } from 'react';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { counted, time } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './set-aside.module.css';
import { useAfterLine } from './use-after-line.ts';

type FoundLaterProps = {
  by: string;
  onUndo: (number: string, telling: string) => void;
  /** Gets the focus when nothing is left to check. */
  field: RefObject<HTMLElement | null>;
};

/** Numbers set aside that an update of the register marked off. Somebody has to check each against its slip. */
export function FoundLater({ by, onUndo, field }: FoundLaterProps) {
  const { t } = useWords();
  const headingId = useId();
  const found = useQuery({
    queryKey: [ROOM, 'found later'],
    queryFn: () => client.turnout.foundLater.query(),
  });
  const { heading, afterLine } = useAfterLine(found.data?.length ?? 0, field);
  const look = useMutation({ mutationFn: (id: string) => client.turnout.lookedAt.mutate({ id, by }) });
  if (!found.data || found.data.length === 0) return null;
  return (
    <section className={classes.setAside} aria-labelledby={headingId}>
      <h2 id={headingId} ref={heading} tabIndex={-1} className={classes.heading}>
        {t('{{number}} marked off after the register was updated', {
          number: counted(found.data.length, 'number'),
        })}
      </h2>
      <p className={classes.note}>{t('Check each against its slip.')}</p>
      <Failed what={t('That was not done.')} error={look.error} />
      <ul className={classes.list}>
        {found.data.map(({ id, at, entered, slip, elector: { number, name, address }, message }) => (
          <li key={id} className={classes.line}>
            <p>
              <strong>{number}</strong> {roomSays(name)}, {address || t('no address')}
            </p>
            <p className={classes.note}>
              {[
                t('Entered as {{entered}}', { entered }),
                slip !== null && t('slip {{slipId}}', { slipId: slip }),
                time(at),
              ]
                .filter(Boolean)
                .join(', ')}
            </p>
            {message && <p className={classes.note}>{roomSays(message)}</p>}
            <div className={classes.ways}>
              <Button
                size="compact-md"
                aria-label={t('{{number}} is right', { number })}
                onClick={({ currentTarget }) => {
                  const line = currentTarget.closest('li');
                  look.mutate(id, { onSuccess: () => afterLine(line) });
                }}
              >
                {t('It is right')}
              </Button>
              <Button
                size="compact-md"
                variant="default"
                aria-label={t('Undo {{number}} {{name}}', { number, name: roomSays(name) })}
                onClick={() => onUndo(number, id)}
              >
                {t('Undo')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
