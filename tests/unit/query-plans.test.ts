import { expect, it } from 'vitest';
import { IS_OFF_SHEETS } from '../../src-main/register/one-number.ts';
import { TOLD_IN_DISTRICT } from '../../src-main/turnout/trust/district-told.ts';
import { elector, register } from '../fixtures/register.ts';
import { importedRoom } from './temporary-room.ts';

/** Tables that have as many rows as there are electors or entries. */
const LARGE = /^SCAN (?:elector|holder|waiting|journal|told|later|said|undone|one|other)\b/;

/** What SQLite does for a statement, as it says itself. */
function stepsOf(sql: string): string[] {
  const { db } = importedRoom(register(elector('1', 'Evans', 'Ann')));
  return db
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => detail);
}

it.each([
  ['an answer at a door', `UPDATE elector AS holder SET off_sheets = ${IS_OFF_SHEETS} WHERE id = 1`],
  ['who was told in a district', TOLD_IN_DISTRICT.replace('?', "'KA'")],
])('%s goes through neither all electors nor all entries', (_, sql) => {
  const steps = stepsOf(sql);
  expect(steps.length).toBeGreaterThan(1);
  expect(steps.filter((step) => LARGE.test(step))).toEqual([]);
});
