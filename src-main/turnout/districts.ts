import { say } from '../../src-shared/message.ts';
import { districtCode } from '../register/elector/elector-number.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';

const sql = prepared((db) => ({
  isDistrict: db.prepare<[string], { found: 1 }>('SELECT 1 AS found FROM street WHERE district = ? LIMIT 1'),
  // Steps from one district to the next by the index, since there are many streets.
  all: db
    .prepare<[], string>(
      `WITH RECURSIVE held (district) AS (
         SELECT MIN(district) FROM street
         UNION ALL
         SELECT (SELECT MIN(district) FROM street WHERE district > held.district)
           FROM held WHERE held.district IS NOT NULL)
       SELECT district FROM held WHERE district IS NOT NULL`,
    )
    .pluck(),
  withElectors: db
    .prepare<[], string>(
      `WITH RECURSIVE held (district) AS (
         SELECT MIN(district) FROM street WHERE electors > 0
         UNION ALL
         SELECT (SELECT MIN(district) FROM street WHERE electors > 0 AND district > held.district)
           FROM held WHERE held.district IS NOT NULL)
       SELECT district FROM held WHERE district IS NOT NULL`,
    )
    .pluck(),
}));

/** The districts that have electors, in order of their codes. */
export function districtsWithElectors(room: Room): string[] {
  return sql(room.db).withElectors.all();
}

export function isDistrict(room: Room, code: string): boolean {
  return sql(room.db).isDistrict.get(districtCode(code)) !== undefined;
}

/** A code for comparing without spaces. */
export function withoutSpaces(code: string): string {
  return plainDashes(code).replace(/\s/g, '');
}

/** A code for comparing if somebody may have written other hyphens than the register has. */
export function withoutHyphens(code: string): string {
  return withoutSpaces(code).replace(/-/g, '');
}

/** Replaces every dash that people type with a hyphen. */
export function plainDashes(text: string): string {
  return text.replace(/[‐-―−﹣－]/g, '-');
}

/** The room's districts by the ways to write their codes. One spelling may stand for several districts. */
export type DistrictSpellings = {
  all: ReadonlySet<string>;
  bySpaces: ReadonlyMap<string, readonly string[]>;
  byHyphens: ReadonlyMap<string, readonly string[]>;
};

export function districtSpellings(room: Room): DistrictSpellings {
  const codes = sql(room.db).all.all();
  return {
    all: new Set(codes),
    bySpaces: Map.groupBy(codes, withoutSpaces),
    byHyphens: Map.groupBy(codes, withoutHyphens),
  };
}

/**
 * The district for numbers written without one, spelled as in the room; null if none was given.
 * @throws Refusal, with the room's districts, if it is not one of them.
 */
export function checkedDistrict(room: Room, district: string | undefined): string | null {
  const code = districtCode(district ?? '');
  if (code === '') return null;
  if (isDistrict(room, code)) return code;
  const [alike, ...others] = districtSpellings(room).bySpaces.get(withoutSpaces(code)) ?? [];
  if (alike !== undefined && others.length === 0) return alike;
  const known = districtsWithElectors(room);
  throw new Refusal(
    known.length === 0
      ? say('This room has no register yet. Import a register first.')
      : say('There is no polling district {{district}} in this room. It has {{districts}}.', {
          district: code,
          districts: known,
        }),
  );
}
