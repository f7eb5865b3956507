import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Trans } from 'react-i18next';
import type { AddressOfStreet, StreetToCorrect } from '../../src-main/register/street-corrections.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import classes from '../shared/part.module.css';
import { Answered, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import table from './file-table.module.css';

type AddressesProps = { street: StreetToCorrect; streets: string[] };

/** The addresses of a street, each with a button to move it to another street. */
export function AddressesOfStreet({ street, streets }: AddressesProps) {
  const { t } = useWords();
  const addresses = useQuery({
    queryKey: [ROOM, 'addresses', street.id],
    queryFn: () => client.register.addresses.query({ streetId: street.id }),
  });
  return (
    <Answered of={addresses} waiting={t('Loading…')} failed={t('The addresses could not be read.')}>
      {(rows) => <Addresses rows={rows} streets={streets} />}
    </Answered>
  );
}

function Addresses({
  rows,
  streets,
}: {
  rows: readonly AddressOfStreet[];
  streets: AddressesProps['streets'];
}) {
  const { t } = useWords();
  const [moving, setMoving] = useState<AddressOfStreet | null>(null);
  const doors = [...Map.groupBy(rows, ({ address }) => address).values()];
  return (
    <>
      {moving && (
        <MoveAddress
          key={moving.electorId}
          address={moving}
          streets={streets}
          onDone={() => setMoving(null)}
        />
      )}
      <section className={table.scroll} aria-label={t('Addresses of the street')}>
        <table className={table.table}>
          <caption>{t('Addresses')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Address in the register')}</th>
              <th scope="col">{t('House')}</th>
              <th scope="col">{t('Flat or house name')}</th>
              <th scope="col">{t('Electors')}</th>
              <th scope="col">{t('Change')}</th>
            </tr>
          </thead>
          <tbody>
            {doors.flatMap(([first, ...more]) =>
              first === undefined
                ? []
                : [
                    <tr key={first.electorId}>
                      <th scope="row">{first.address || t('No address')}</th>
                      <td>{first.house}</td>
                      <td>{first.flat}</td>
                      <td>{[first, ...more].map(({ number, name }) => `${number} ${name}`).join(', ')}</td>
                      <td>
                        <Button
                          size="xs"
                          variant="default"
                          aria-label={t('Move {{address}}', { address: first.address })}
                          onClick={() => setMoving(first)}
                        >
                          {t('Move…')}
                        </Button>
                      </td>
                    </tr>,
                  ],
            )}
          </tbody>
        </table>
      </section>
    </>
  );
}

type MoveAddressProps = { address: AddressOfStreet; streets: string[]; onDone: () => void };

function MoveAddress({ address, streets, onDone }: MoveAddressProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const listId = useId();
  const [to, setTo] = useState({ street: '', house: address.house, flat: address.flat });
  const move = useMutation({
    mutationFn: () => client.register.moveAddress.mutate({ electorId: address.electorId, ...to, by }),
    onSuccess: onDone,
  });
  return (
    <form
      className={classes.part}
      aria-label={t('Move {{address}}', { address: address.address })}
      onSubmit={(event) => {
        event.preventDefault();
        move.mutate();
      }}
    >
      <p>
        <Trans
          t={t}
          i18nKey="Move <address/> to:"
          components={{ address: <strong>{address.address}</strong> }}
        />
      </p>
      <div className={classes.row}>
        <TextInput
          // The form has just been asked for.
          autoFocus
          label={t('Street')}
          list={listId}
          value={to.street}
          onChange={(event) => setTo({ ...to, street: event.currentTarget.value })}
        />
        <datalist id={listId}>
          {streets.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <TextInput
          label={t('House')}
          value={to.house}
          onChange={(event) => setTo({ ...to, house: event.currentTarget.value })}
        />
        <TextInput
          label={t('Flat or house name')}
          value={to.flat}
          onChange={(event) => setTo({ ...to, flat: event.currentTarget.value })}
        />
        <Button type="submit" disabled={move.isPending || to.street.trim() === ''}>
          {t('Move')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('Cancel')}
        </Button>
      </div>
      <Failed what={t('Nothing was changed.')} error={move.error} />
    </form>
  );
}
