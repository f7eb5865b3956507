import { away } from './away.ts';
import { bits } from './bits.ts';
import type { Case } from './case.ts';
import { kills } from './kills.ts';
import { laptops } from './laptops.ts';
import { older } from './older.ts';
import { passphrases } from './passphrases.ts';
import { power } from './power-loss.ts';
import { schedules } from './schedules.ts';
import { sheets } from './sheets.ts';
import { sticks } from './sticks.ts';

/** Every case, the longest first. */
export const CASES: readonly Case[] = [
  schedules,
  sticks,
  laptops,
  kills,
  sheets,
  passphrases,
  older,
  bits,
  away,
  power,
];
