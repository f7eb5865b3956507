import { describe, expect, it } from 'vitest';
import { watchTables } from '../../src-main/journal/watch-tables.ts';
import { temporaryRoom } from './temporary-room.ts';

const TABLES = ['elector', 'street', 'setting', 'walk', 'slip', 'shift', 'station_district'];

describe('the watch over tables', () => {
  it('finds a row that it has noted by its key: to go through all of them for each takes minutes', () => {
    const { db } = temporaryRoom();
    const triggers = () =>
      db
        .prepare<[], { table: string; sql: string }>(
          `SELECT tbl_name AS "table", sql FROM sqlite_temp_schema WHERE type = 'trigger'`,
        )
        .all();
    watchTables(db, TABLES);
    const looks = triggers().flatMap(({ table, sql }) =>
      [...sql.matchAll(/NOT EXISTS \((.*?)\);/g)].map(([, look = '']) => ({ table, look })),
    );
    expect(looks).toHaveLength(TABLES.length * 4);
    for (const { table, look } of looks) {
      const plan = db
        .prepare<[], { detail: string }>(
          `EXPLAIN QUERY PLAN SELECT (${look.replaceAll(/\b(?:NEW|OLD)\./g, 'each.')}) FROM main.${table} AS each`,
        )
        .all();
      const how = plan.map(({ detail }) => detail).find((detail) => detail.includes(`was_${table}`));
      expect(how).toMatch(/^SEARCH /);
    }
  });
});
