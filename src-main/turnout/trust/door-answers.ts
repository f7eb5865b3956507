import { holdsInSql } from '../../store/journal/journal-links.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { isOnly, type Newest, newestEntry } from './entries-since.ts';
import type { Minutes } from './evidence.ts';

/** A sheet's doors are knocked in about this long, however late its answers are entered. */
const KNOCKED_WITHIN: Minutes = 90;

const MINUTE = 60_000;

type DoorAnswer = { elector_id: number; entered: string; at: number; code: string | null };
type SheetTime = { code: string; kind: string; at: number };

const sql = prepared((db) => ({
  answers: db.prepare<[number], DoorAnswer>(
    `SELECT elector_id, entered, at, detail ->> 'code' AS code
       FROM journal_about JOIN journal ON journal.id = entry
      WHERE subject BETWEEN 'door' || char(9) AND 'door' || char(10) AND at >= ?
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

type AskedByElector = ReadonlyMap<number, readonly Asked[]>;

/** What was read of each room, with the time of the newest answer, until entries come in that may change it. */
const kept = new WeakMap<Room, { newest: Newest; opens: number; latest: number; asked: AskedByElector }>();

/** Entries that change no answer, and no time of a sheet. */
const OTHERS = ['number', 'slip', 'given up', 'looked at', 'official', 'station', 'walk'];

/** What each elector answered that day, in order. */
export function askedOn(room: Room, opens: number, until: number): AskedByElector {
  const known = kept.get(room);
  if (known?.opens === opens && known.latest <= until && isOnly(OTHERS, room, known.newest))
    return known.asked;
  const newest = newestEntry(room);
  const answers = sql(room.db).answers.all(opens);
  const asked = askedIn(
    room,
    answers.filter(({ at }) => at <= until),
    opens,
  );
  const latest = answers.at(-1)?.at ?? opens;
  // Of a laptop whose clock is ahead some answers are not counted yet.
  if (newest && latest <= until) kept.set(room, { newest, opens, latest, asked });
  else kept.delete(room);
  return asked;
}

/** An answer that was typed again is as it was typed last. */
function askedIn(room: Room, entered: readonly DoorAnswer[], opens: number): AskedByElector {
  const sheets = Map.groupBy(sql(room.db).sheets.iterate(), ({ code }) => code);
  const bySheet = new Map<string, Asked & { elector: number }>();
  for (const { elector_id, entered: answer, at, code } of entered) {
    const key = `${elector_id} ${code}`;
    const knocked = (knockedAt(sheets.get(code ?? '') ?? [], at, opens) - opens) / MINUTE;
    bySheet.set(key, { elector: elector_id, answer, at: bySheet.get(key)?.at ?? knocked });
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
