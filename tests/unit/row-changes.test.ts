import { describe, expect, it } from 'vitest';
import { watchElectors } from '../../src-main/journal/row-changes.ts';
import { temporaryRoom } from './temporary-room.ts';

describe('the watch over electors', () => {
  it('finds a row that it has noted by its key: to go through all of them for each takes minutes', () => {
    const { db } = temporaryRoom();
    watchElectors(db);
    const looks = db
      .prepare<[], string>("SELECT sql FROM sqlite_temp_schema WHERE type = 'trigger'")
      .pluck()
      .all()
      .flatMap((sql) => [...sql.matchAll(/NOT EXISTS \((.*?)\);/g)].map(([, look = '']) => look));
    expect(looks).toHaveLength(4);
    for (const look of looks) {
      const plan = db
        .prepare<[], { detail: string }>(
          `EXPLAIN QUERY PLAN SELECT (${look.replaceAll(/\b(?:NEW|OLD)\./g, 'each.')}) FROM main.elector AS each`,
        )
        .all();
      const how = plan.map(({ detail }) => detail).find((detail) => detail.includes('was_elector'));
      expect(how).toMatch(/^SEARCH /);
    }
  });
});
