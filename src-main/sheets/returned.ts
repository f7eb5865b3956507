import { displayName } from '../register/elector/elector-name.ts';
import { formatNumber } from '../register/elector/elector-number.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import {
  answerSaid,
  DOORSTEP_ANSWERS,
  type DoorstepAnswer,
  type DoorstepLine,
  enterDoorstep,
} from '../turnout/doorstep.ts';
import { electorsById } from './doors.ts';
import { type IssuedSheet, issuedSheets, sheetRecord } from './issued.ts';
import { doorLabel } from './walking-order.ts';

/** A line of a returned sheet. */
export type ReturnedLine = {
  electorId: number;
  number: string;
  name: string;
  /** '' if the door has no number and no name. */
  door: string;
  street: string;
  /** Marked off by a teller's number meanwhile. */
  isMarkedOff: boolean;
  /** The answer entered for this sheet; '' for none yet. */
  answer: DoorstepAnswer | '';
};

const sql = prepared((db) => ({
  answers: db
    .prepare<[string], string>("SELECT id FROM journal WHERE kind = 'doorstep' AND detail ->> 'code' = ?")
    .pluck(),
  marked: db.prepare<[number], number | null>('SELECT voted_at FROM elector WHERE id = ?').pluck(),
  streetName: db.prepare<[number], string>('SELECT name FROM street WHERE id = ?').pluck(),
}));

/**
 * A sheet with its lines in order, for entering the answers.
 * @throws Refusal if there is no such sheet.
 */
export function returnedSheet(
  room: Room,
  code: string,
): { sheet: IssuedSheet | null; code: string; lines: ReturnedLine[] } {
  const record = sheetRecord(room, code);
  const answers = new Set(sql(room.db).answers.all(record.code));
  return {
    code: record.code,
    sheet: issuedSheets(room).find((each) => each.code === record.code) ?? null,
    lines: electorsById(room, record.electorIds).map((elector) => ({
      electorId: elector.id,
      number: formatNumber(elector),
      name: displayName(elector),
      door: doorLabel(elector),
      street: sql(room.db).streetName.get(elector.street_id) ?? '',
      isMarkedOff: (sql(room.db).marked.get(elector.id) ?? null) !== null,
      answer: DOORSTEP_ANSWERS.find((each) => each === answerSaid(room.db, elector.id, answers)) ?? '',
    })),
  };
}

/**
 * Records answers from a returned sheet.
 * @returns the ids of the entries, by which they can be undone.
 * @throws Refusal if there is no such sheet.
 */
export function enterReturned(
  room: Room,
  code: string,
  lines: readonly DoorstepLine[],
  by: string,
): string[] {
  return enterDoorstep(room, sheetRecord(room, code).code, lines, by);
}
