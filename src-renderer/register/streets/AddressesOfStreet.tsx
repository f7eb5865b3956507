import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  AddressOfStreet,
  StreetToCorrect,
} from '../../../src-main/register/streets/street-corrections.ts';
import { client } from '../../room/client.ts';
import { ROOM } from '../../room/query-client.ts';
import { Answered } from '../../shared/states.tsx';
import table from '../../shared/table.module.css';
import { useWords } from '../../shared/use-words.ts';
import { MoveAddress } from './MoveAddress.tsx';

type AddressesOfStreetProps = { street: StreetToCorrect; streets: string[] };

/** The addresses of a street, each with a button to move it to another street. */
export function AddressesOfStreet({ street, streets }: AddressesOfStreetProps) {
  const { t } = useWords();
  const addresses = useQuery({
    queryKey: [ROOM, 'addresses', street.id],
    queryFn: () => client.register.addresses.query({ streetId: street.id }),
  });
  return (
    <Answered of={addresses} waiting={t('Loading…')} failed={t('The addresses could not be read.')}>
      {(electors) => <Addresses electors={electors} streets={streets} />}
    </Answered>
  );
}

type AddressesProps = { electors: readonly AddressOfStreet[]; streets: string[] };

function Addresses({ electors, streets }: AddressesProps) {
  const { t } = useWords();
  const [moving, setMoving] = useState<AddressOfStreet | null>(null);
  const addresses = Map.groupBy(electors, ({ address }) => address);
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
            {[...addresses].map(([address, there]) => (
              <Address key={address} electors={there} onMove={setMoving} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

type AddressProps = { electors: AddressOfStreet[]; onMove: (address: AddressOfStreet) => void };

/** One address, with everybody registered there. */
function Address({ electors, onMove }: AddressProps) {
  const { t } = useWords();
  const [first] = electors;
  if (!first) return null;
  return (
    <tr>
      <th scope="row">{first.address || t('No address')}</th>
      <td>{first.house}</td>
      <td>{first.flat}</td>
      <td>{electors.map(({ number, name }) => `${number} ${name}`).join(', ')}</td>
      <td>
        <Button
          size="xs"
          variant="default"
          aria-label={t('Move {{address}}', { address: first.address })}
          onClick={() => onMove(first)}
        >
          {t('Move…')}
        </Button>
      </td>
    </tr>
  );
}
