import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { entriesAbout } from '../store/journal/journal-links.ts';
import { SUBJECT } from '../store/journal/journal-row.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { prepared } from '../store/prepared.ts';
import { storedOrNull } from '../store/stored-json.ts';
import { ELECTOR_FACTS } from './kept-facts.ts';

const sql = prepared((db) => ({
  detail: db.prepare<[string], string | null>('SELECT detail FROM journal WHERE id = ?').pluck(),
}));

const addedElector = ELECTOR_FACTS.extend({
  district: z.string(),
  number: z.int(),
  suffix: z.string(),
  street: z.string(),
});

type AddedElector = z.output<typeof addedElector>;

/** What was entered of an elector who was added by hand; null if the journal does not have it. */
export function addedBy(db: Database, id: number): AddedElector | null {
  const facts = entriesAbout(db, SUBJECT.elector(id, 'register')).flatMap((entry) => {
    const said = storedDetail('register', sql(db).detail.get(entry) ?? null);
    return 'added' in said && said.elector ? [said.elector] : [];
  });
  return storedOrNull(JSON.stringify(facts[0] ?? null), addedElector);
}
