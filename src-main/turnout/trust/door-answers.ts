import { holdsInSql } from '../../store/journal/journal-links.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import type { Minutes } from './evidence.ts';

/** A sheet's doors are knocked in about this long, however late its answers are entered. */
const KNOCKED_WITHIN: Minutes = 90;

const MINUTE = 60_000;

type DoorAnswer = { elector_id: number; entered: string; at: number; code: string | null };
type SheetTime = { code: string; kind: string; at: number };

const sql = prepared((db) => ({
  answers: db.prepare<[{ from: number; to: number }], DoorAnswer>(
    `SELECT elector_id, entered, at, detail ->> 'code' AS code
       FROM journal_about JOIN journal ON journal.id = entry
      WHERE subject BETWEEN 'door' || char(9) AND 'door' || char(10) AND at BETWEEN @from AND @to
        AND ${holdsInSql('journal')}
      ORDER BY at, seq`,
  ),
  sheets: db.prepare<[], SheetTime>(
    `SELECT detail ->> 'code' AS code, kind, at FROM journal
      WHERE kind IN ('sheet', 'sheet printed', 'sheet out', 'sheet back') AND ${holdsInSql('journal')}
        AND json_type(detail, '$.code') = 'text'
      ORDER BY at`,
  ),
}));

/** What somebody answered on one sheet, and about when. */
type Asked = { answer: string; at: Minutes };

/** What each elector answered that day, in order. An answer that was typed again is as it was typed last. */
export function askedOn(room: Room, opens: number, until: number): Map<number, Asked[]> {
  const sheets = Map.groupBy(sql(room.db).sheets.iterate(), ({ code }) => code);
  const bySheet = new Map<string, Asked & { elector: number }>();
  for (const { elector_id, entered, at, code } of sql(room.db).answers.iterate({ from: opens, to: until })) {
    const key = `${elector_id} ${code}`;
    const knocked = (knockedAt(sheets.get(code ?? '') ?? [], at, opens) - opens) / MINUTE;
    bySheet.set(key, { elector: elector_id, answer: entered, at: bySheet.get(key)?.at ?? knocked });
  }
  const answers = [...bySheet.values()].filter(({ answer }) => answer !== '').sort((a, b) => a.at - b.at);
  return Map.groupBy(answers, ({ elector }) => elector);
}

/**
 * About when the doors of a sheet were knocked, whose answers were entered at `entered`. Nobody writes that down: half-way
 * between its going out and its coming back, and soon after it went out if it was only entered late. Of a sheet that was
 * printed before polls opened and that nobody recorded as out it is known only when it was back.
 */
function knockedAt(sheet: readonly SheetTime[], entered: number, opens: number): number {
  const last = (...kinds: string[]) =>
    sheet.filter(({ kind, at }) => kinds.includes(kind) && at <= entered).at(-1)?.at;
  const out = last('sheet out') ?? last('sheet printed', 'sheet');
  const back = last('sheet back') ?? entered;
  const half = (KNOCKED_WITHIN / 2) * MINUTE;
  if (out === undefined || out < opens || out > back) return back - half;
  return Math.min((out + back) / 2, out + half);
}

const SAID_NOT = ['will vote', 'lift'];

/** What the answers of one person come to. The first time that somebody opened is what counts. */
export function doorOf(asked: readonly Asked[]): {
  first: Asked | undefined;
  saidNotAt: Minutes | undefined;
  isOut: boolean;
} {
  return {
    first: asked.find(({ answer }) => answer === 'voted' || SAID_NOT.includes(answer)),
    saidNotAt: asked.findLast(({ answer }) => SAID_NOT.includes(answer))?.at,
    isOut: asked.some(({ answer }) => answer === 'out'),
  };
}
