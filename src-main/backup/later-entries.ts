import type { Database } from 'better-sqlite3';
import { formatNumber } from '../register/elector/elector-number.ts';
import { recountStreets } from '../register/street-counts.ts';
import { addRow, type JournalRow } from '../store/journal.ts';
import type { Room } from '../store/room.ts';
import { OFF_SHEETS } from '../turnout/doorstep.ts';

/** A tellers' slip as it is stored. */
type StoredSlip = Record<
  'id' | 'at' | 'by' | 'district' | 'station_id' | 'told_at' | 'teller' | 'told_count' | 'second_of',
  string | number | null
>;

/** Work done in a room, some of it perhaps after a backup was made. */
export type Work = {
  entries: JournalRow[];
  slips: StoredSlip[];
  /** Elector numbers by id, for the entries that cannot be entered again. */
  numbers: Map<number, string>;
};

/** These need their files to be entered again. */
const NOT_CARRIED = ['import', 'register', 'station', 'walk'];

/**
 * Reads a journal as far as possible: forwards from its start to the first damaged page, then backwards from its end.
 */
export function readableWork(db: Database): Work {
  const found = new Map<string, JournalRow>();
  const read = (order: 'ASC' | 'DESC') => {
    try {
      const rows = db.prepare<[], JournalRow>(`SELECT * FROM journal ORDER BY seq ${order}`);
      // Copies of older versions have no stations.
      for (const entry of rows.iterate())
        found.set(entry.id, { ...entry, station_id: entry.station_id ?? null });
      return true;
    } catch {
      return false;
    }
  };
  if (!read('ASC')) read('DESC');
  let slips: StoredSlip[] = [];
  try {
    slips = db.prepare<[], StoredSlip>('SELECT * FROM slip').all();
  } catch {
    // The entries say more than the slips that they were on.
  }
  const entries = [...found.values()].sort((a, b) => a.seq - b.seq);
  return { entries, slips, numbers: numbersIn(db, entries) };
}

function numbersIn(db: Database, entries: readonly JournalRow[]): Map<number, string> {
  const numbers = new Map<number, string>();
  try {
    const find = db.prepare<[number], { district: string; number: number; suffix: string }>(
      'SELECT district, number, suffix FROM elector WHERE id = ?',
    );
    for (const { kind, elector_id: id } of entries) {
      const elector = id !== null && NOT_CARRIED.includes(kind) ? find.get(id) : undefined;
      if (id !== null && elector) numbers.set(id, formatNumber(elector));
    }
  } catch {
    // The electors' pages are damaged: the entries are listed without their numbers.
  }
  return numbers;
}

/**
 * Enters later work into a room with an earlier state. Each entry that the room lacks keeps its id, time and person,
 * and everything derived from the journal is rebuilt. A number whose elector is not in the room is set aside. Returns
 * how many entries were added, and those of a kind that cannot be. Work of a room with another beginning is ignored.
 */
export function carryOver(
  room: Room,
  { entries, slips }: Pick<Work, 'entries' | 'slips'>,
): { carried: number; left: JournalRow[] } {
  const { db } = room;
  const known = new Map(db.prepare<[], [string, number]>('SELECT id, seq FROM journal').raw().iterate());
  const beganOtherwise = known.size > 0 && entries.some(({ id, seq }) => seq === 1 && known.get(id) !== 1);
  const missing = beganOtherwise ? [] : entries.filter(({ id }) => !known.has(id));
  const taken = missing.filter(({ kind }) => !NOT_CARRIED.includes(kind));
  room.change(() => {
    const addSlip = db.prepare(
      `INSERT OR IGNORE INTO slip (id, at, by, district, station_id, told_at, teller, told_count, second_of)
       VALUES ($id, $at, $by, $district, (SELECT id FROM station WHERE id = $station_id), $told_at, $teller, $told_count, NULL)`,
    );
    for (const { second_of: _, ...slip } of slips) addSlip.run(slip);
    const isHere = (table: 'elector' | 'slip' | 'station') => {
      const find = db.prepare<[number | null], 1>(`SELECT 1 FROM ${table} WHERE id = ?`).pluck();
      return (id: number | null) => find.get(id) === 1;
    };
    const [hasElector, hasSlip, hasStation] = [isHere('elector'), isHere('slip'), isHere('station')];
    for (const entry of taken) {
      const isUnknown = entry.elector_id !== null && !hasElector(entry.elector_id);
      addRow(room, {
        ...entry,
        ...(isUnknown ? { elector_id: null, status: entry.status && 'unknown' } : {}),
        slip_id: hasSlip(entry.slip_id) ? entry.slip_id : null,
        station_id: hasStation(entry.station_id) ? entry.station_id : null,
      });
    }
    rebuild(room);
  });
  return {
    carried: taken.length,
    left: missing.filter(({ kind }) => NOT_CARRIED.includes(kind)),
  };
}

const OFF = OFF_SHEETS.map((answer) => `'${answer}'`).join(', ');

/** Rebuilds from the journal what is kept for speed: marks, doorstep answers, and the counts of streets. */
function rebuild(room: Room): void {
  room.db.exec(`
    UPDATE elector SET voted_at = NULL WHERE voted_at IS NOT NULL;
    UPDATE elector SET voted_at = journaled.voted_at
      FROM (SELECT elector_id, CASE status WHEN 'marked' THEN at END AS voted_at, MAX(seq)
              FROM journal WHERE status IN ('marked', 'undone') AND elector_id IS NOT NULL GROUP BY elector_id) AS journaled
     WHERE journaled.elector_id = elector.id;
    UPDATE elector SET doorstep = '', off_sheets = 0 WHERE doorstep <> '';
    UPDATE elector SET doorstep = journaled.entered, off_sheets = journaled.entered IN (${OFF})
      FROM (SELECT elector_id, entered, MAX(seq) FROM journal
             WHERE kind = 'doorstep' AND elector_id IS NOT NULL GROUP BY elector_id) AS journaled
     WHERE journaled.elector_id = elector.id;`);
  recountStreets(room);
}
