import type { Database } from 'better-sqlite3';
import { type Message, say } from '../../../src-shared/message.ts';
import { headsOf, holds, subjectsFrom } from '../../store/journal/journal-links.ts';
import { type JournalRow, SUBJECT } from '../../store/journal/journal-row.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { laptops } from '../../store/laptops/laptops.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { readSetting, SETTINGS_OF_THE_DAY } from '../../store/settings.ts';
import { windowDrafts } from '../../store/window-drafts.ts';
import { sameStations } from './carried-entries.ts';

/** A line of a list in numbers. */
export type Figure = { what: Message; count: number };

const sql = prepared((db) => ({
  kind: db.prepare<[string], string>('SELECT kind FROM journal WHERE id = ?').pluck(),
  counts: db.prepare<[], { walks: number; stations: number; streets: number; addresses: number }>(
    `SELECT (SELECT COUNT(*) FROM walk) AS walks,
            (SELECT COUNT(*) FROM station) AS stations,
            (SELECT COUNT(*) FROM street_correction) AS streets,
            (SELECT COUNT(*) FROM address_correction) AS addresses`,
  ),
  /** Slips of an older version have no entry. */
  unsaid: db
    .prepare<[], number>(
      "SELECT COUNT(*) FROM slip WHERE 'slip' || char(9) || id NOT IN (SELECT subject FROM journal_about)",
    )
    .pluck(),
}));

/**
 * What this room has and the other one does not get: the other laptop keeps the register, with streets, walks, stations
 * and settings, and paper that is out belongs to the room that printed it. `left` are the entries that were not carried.
 */
export function whatIsLeft(here: Room, there: Room, left: readonly JournalRow[]): Figure[] {
  const { db } = here;
  const { walks, stations, streets, addresses } = sql(db).counts.get() ?? NOTHING;
  const now = left.filter(({ id }) => holds(db, id));
  const count = (is: (row: JournalRow) => boolean) => now.filter(is).length;
  const register = (is: (said: ReturnType<typeof storedDetail<'register'>>) => boolean) =>
    count(({ kind, detail }) => kind === 'register' && is(storedDetail('register', detail)));
  return [
    { what: say('Sheets that are out'), count: sheetsOut(db) },
    {
      what: say('Answers at the door of electors who are not there'),
      count: count(({ kind, entered }) => kind === 'doorstep' && entered !== ''),
    },
    { what: say('Walks'), count: walks },
    {
      what: say('Polling stations that the other laptop does not have'),
      count: stations - sameStations(here, there).size,
    },
    {
      what: say('Official figures of stations that the other laptop does not have'),
      count: count(({ kind }) => kind === 'official'),
    },
    { what: say('Corrections of streets and addresses'), count: streets + addresses },
    { what: say('Electors added by hand'), count: register((said) => 'added' in said) },
    {
      what: say('Electors removed or put back by hand'),
      count: register((said) => 'removed' in said || 'restored' in said),
    },
    {
      what: say('Corrections of addresses, or where the other laptop knows something else'),
      count: register((said) => 'corrected' in said),
    },
    {
      what: say('Lists of absent voters'),
      count: register((said) => 'absentVoters' in said || 'everybodyVotes' in said),
    },
    { what: say('Canvass files'), count: register((said) => 'canvassed' in said) },
    { what: say('Settings that differ'), count: settingsApart(here, there) },
    {
      what: say('Disagreements of laptops that were settled'),
      count: count(({ kind }) => kind === 'settled'),
    },
    {
      what: say('Slips of an older version: their numbers come without them'),
      count: sql(db).unsaid.get() ?? 0,
    },
    { what: say('Windows with something typed and not entered'), count: windowDrafts(here).length },
    {
      what: say('Other laptops of this room, which have to join themselves'),
      count: Math.max(0, laptops(db).length - 1),
    },
  ].filter((figure) => figure.count > 0);
}

const NOTHING = { walks: 0, stations: 0, streets: 0, addresses: 0 };

function sheetsOut(db: Database): number {
  const isOut = (subject: string) => headsOf(db, subject).some((id) => sql(db).kind.get(id) === 'sheet out');
  return subjectsFrom(db, SUBJECT.sheet('')).filter(isOut).length;
}

function settingsApart(here: Room, there: Room): number {
  const names = SETTINGS_OF_THE_DAY.filter((name) => !OF_THE_ROOM.has(name));
  return names.filter((name) => (readSetting(here, name) || '') !== (readSetting(there, name) || '')).length;
}

/** By ids of this room, so always different. */
const OF_THE_ROOM: ReadonlySet<string> = new Set(['register_keeper', 'walk_order']);
