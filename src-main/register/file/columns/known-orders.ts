import { z } from 'zod';
import { DATE_ORDERS, type DateOrder } from '../../../../src-shared/date-cell.ts';
import type { Room } from '../../../store/room.ts';
import { readSetting, writeSetting } from '../../../store/settings.ts';
import { storedJson } from '../../../store/stored-json.ts';
import type { DateColumnReport } from '../../types.ts';
import { headingKey } from './headings.ts';

/** The order of day and month in columns of earlier files, by `headingKey`. */
export type KnownOrders = Readonly<Record<string, DateOrder>>;

const ORDERS = z.record(z.string(), z.enum(DATE_ORDERS));

export function readKnownOrders(room: Room): KnownOrders {
  return storedJson(readSetting(room, 'date_orders') ?? '{}', ORDERS);
}

/** Keeps the orders that a person has chosen, for later files. Call it inside `room.change`. */
export function rememberOrders(room: Room, dates: readonly DateColumnReport[]): void {
  const chosen = dates.flatMap(({ column, order, isChosen }): [string, DateOrder][] =>
    isChosen && !isNumbered(column) ? [[headingKey(column), order]] : [],
  );
  if (chosen.length > 0)
    writeSetting(
      room,
      'date_orders',
      JSON.stringify({ ...readKnownOrders(room), ...Object.fromEntries(chosen) }),
    );
}

/** A column without a heading may be another in the next file. */
function isNumbered(column: string): boolean {
  return /^Column \d+$/.test(column);
}
