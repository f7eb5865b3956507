import { expect, it } from 'vitest';
import { COUNTED_BY, STREET_COUNTS } from '../../src-main/register/streets/street-counts.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

it('the counts of a street change by these columns of an elector, and by no others', () => {
  const room = temporaryRoom();
  importText(room, register(elector('1', 'Evans', 'Ann', { vi: 'P' })), { promises: ['P'] });
  const { db } = room;
  db.exec('PRAGMA foreign_keys = OFF');
  const columns = db
    .prepare<[], { name: string; type: string }>(
      "SELECT name, type FROM pragma_table_xinfo('elector') WHERE hidden = 0 AND name <> 'id'",
    )
    .all();
  const counts = () => JSON.stringify(db.prepare(STREET_COUNTS).all());
  const before = counts();
  const counted = columns.filter(({ name, type }) => {
    db.exec('SAVEPOINT trial');
    // An answer at an election is `v`; the elector's numbers and times are 0, 1 or nothing so far.
    db.exec(`UPDATE elector SET ${name} = ${type === 'TEXT' ? "'v'" : `1 - COALESCE(${name}, 0)`}`);
    const isChanged = counts() !== before;
    db.exec('ROLLBACK TO trial; RELEASE trial');
    return isChanged;
  });
  expect(counted.map(({ name }) => name).sort()).toEqual([...COUNTED_BY].sort());
});
