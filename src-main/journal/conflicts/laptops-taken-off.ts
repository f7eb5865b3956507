import type { Database } from 'better-sqlite3';
import { entriesAbout, headsOf, subjectsFrom, undosOf } from '../../store/journal/journal-links.ts';
import { readSubject, SUBJECT } from '../../store/journal/journal-row.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { prepared } from '../../store/prepared.ts';
import { storedList } from '../../store/stored-json.ts';
import { isApart, type Written } from '../chains.ts';

/** A laptop that was taken off the list on one laptop, and that another named, or let keep the register, meanwhile. */
export type TakenOff = {
  device: string;
  /** The entries that took it off. */
  off: string[];
  /** Those of laptops that did not know it, with what they say. */
  kept: { said: string; entries: string[] }[];
};

const sql = prepared((db) => ({
  entry: db.prepare<[string], Written & Links>(
    'SELECT device, n, instead_of, detail FROM journal WHERE id = ?',
  ),
}));

type Links = { instead_of: string | null; detail: string | null };

/** The laptops of which it is in doubt whether they are on the list. */
export function laptopsTakenOff(db: Database): TakenOff[] {
  return subjectsFrom(db, SUBJECT.laptop('')).flatMap((subject): TakenOff[] => {
    const { key: device } = readSubject(subject);
    const keeps = (id: string) =>
      storedDetail('setting', sql(db).entry.get(id)?.detail ?? null).value === device;
    const heads = headsOf(db, subject);
    const named = heads.length > 0 ? heads : headsOf(db, SUBJECT.setting('register_keeper')).filter(keeps);
    // The name of a laptop is not undone by itself.
    const off = [...new Set(entriesAbout(db, subject).flatMap((id) => undosOf(db, id)))].filter((id) =>
      named.every(isUnknownTo(db, id)),
    );
    const kept = named.map((id) => ({ said: sql(db).entry.get(id)?.detail ?? '', entries: [id] }));
    return off.length === 0 || named.length === 0 ? [] : [{ device, off, kept }];
  });
}

function isUnknownTo(db: Database, undo: string): (id: string) => boolean {
  const taken = sql(db).entry.get(undo);
  return (id) => {
    const entry = sql(db).entry.get(id);
    return (
      taken !== undefined &&
      entry !== undefined &&
      isApart(db, taken, entry) &&
      !storedList(entry.instead_of).includes(undo)
    );
  };
}
