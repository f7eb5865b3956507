import { doorKey } from '../register/door-key.ts';
import type { ElectionKind } from '../register/elector/elections.ts';
import type { Room } from '../store/room.ts';
import { everybodyOf } from '../turnout/figures/figure-parts.ts';
import type { PersonOfFigure } from '../turnout/figures/figure-types.ts';
import { doorLabel, namedHousesAfter, walkedWith } from './walking-order.ts';

/** A door of a street, and everybody on the register there. */
export type StreetDoor = {
  /** '' for electors without an address. */
  label: string;
  outstanding: number;
  people: PersonOfFigure[];
};

/**
 * The doors of a street in walking order, with everybody on the register behind them.
 * @throws Refusal if the poll is not one of the room.
 */
export function streetDoors(
  room: Room,
  { district, street }: { district: string; street: string },
  election?: ElectionKind,
): StreetDoor[] {
  const everybody = everybodyOf(room, { district, street }, election);
  const walked = walkedWith(namedHousesAfter(everybody.map(({ door }) => door)));
  return [...Map.groupBy(everybody, ({ door }) => doorKey(door)).values()]
    .flatMap((there) =>
      there[0] ? [{ door: there[0].door, people: there.map(({ person }) => person) }] : [],
    )
    .sort((a, b) => walked(a.door, b.door))
    .map(({ door, people }) => ({
      label: doorLabel(door),
      outstanding: people.filter(({ isOutstanding }) => isOutstanding).length,
      people,
    }));
}
