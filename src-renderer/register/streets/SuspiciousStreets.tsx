import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { StreetToCorrect } from '../../../src-main/register/streets/street-corrections.ts';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { WaitingForImport } from '../../room/WaitingForImport.tsx';
import { count } from '../../shared/format.ts';
import classes from '../../shared/part.module.css';
import { roomSays } from '../../shared/room-says.ts';
import { Failed } from '../../shared/states.tsx';
import table from '../../shared/table.module.css';
import { useWords } from '../../shared/use-words.ts';

type SuspiciousStreetsProps = { streets: readonly StreetToCorrect[]; onChoose: (id: number) => void };

/** Streets that may be an address that was not understood, each with the street that it may belong to. */
export function SuspiciousStreets({ streets, onChoose }: SuspiciousStreetsProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const merge = useMutation({
    mutationFn: ({ id, into }: { id: number; into: string }) =>
      client.register.renameStreet.mutate({ streetId: id, name: into, by }),
  });
  const suspicious = streets.flatMap((street) =>
    street.suspicion ? [{ ...street, suspicion: street.suspicion }] : [],
  );
  if (suspicious.length === 0) return null;
  // Those with an answer first.
  const rows = suspicious.toSorted(
    (one, other) => Number(one.suspicion.sameAs === null) - Number(other.suspicion.sameAs === null),
  );
  return (
    <details className={classes.opens} open={rows[0]?.suspicion.sameAs !== null}>
      <summary>{t('Streets to check: {{number}}', { number: count(rows.length) })}</summary>
      <p className={classes.note}>
        {t('Some of these may be addresses, not streets. Leave those that are streets as they are.')}
      </p>
      <Failed what={t('Nothing was changed.')} error={merge.error} />
      <WaitingForImport isPending={merge.isPending} />
      <section className={table.scroll} aria-label={t('Streets to check')}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('District')}</th>
              <th scope="col">{t('Street')}</th>
              <th scope="col">{t('Electors')}</th>
              <th scope="col">{t('Why')}</th>
              <th scope="col">{t('Check')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, district, name, electors, suspicion }) => (
              <tr key={id}>
                <td>{district}</td>
                <th scope="row">{name}</th>
                <td>{count(electors)}</td>
                <td>{roomSays(suspicion.why)}</td>
                <td>
                  <div className={classes.row}>
                    {suspicion.sameAs !== null && (
                      <Button
                        size="xs"
                        disabled={merge.isPending}
                        aria-label={t('Merge {{name}} with {{other}}', { name, other: suspicion.sameAs })}
                        onClick={() => merge.mutate({ id, into: suspicion.sameAs ?? name })}
                      >
                        {t('Merge with {{name}}', { name: suspicion.sameAs })}
                      </Button>
                    )}
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={t('Check {{name}}', { name })}
                      onClick={() => onChoose(id)}
                    >
                      {t('Check…')}
                    </Button>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
