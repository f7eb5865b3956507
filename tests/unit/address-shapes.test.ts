import { describe, expect, it } from 'vitest';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { csv, encode, LAYOUTS } from '../fixtures/layouts.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

/** A door as it really is. */
type Door = { flat: string; house: string; street: string };

const DOORS: readonly Door[] = [
  ...['1', '2', '3', '4', '4A', '10', '12-14'].map((house) => ({ flat: '', house, street: 'High Street' })),
  ...['Flat 1', 'Flat 2', 'Flat 10'].map((flat) => ({ flat, house: '16', street: 'High Street' })),
  ...['1', '3', '5', '7', '9'].map((house) => ({ flat: '', house, street: 'Ffordd y Môr' })),
  ...['Rose Cottage', 'The Old Rectory'].map((flat) => ({ flat, house: '', street: 'Church Lane' })),
  ...['2', '4', '6'].map((house) => ({ flat: '', house, street: 'Church Lane' })),
];

const numbered = ({ house, street }: Door) => (house === '' ? street : `${house} ${street}`);
const lines = (door: Door) => [door.flat, numbered(door), 'Littleton', 'Anytown'].filter(Boolean);

/** The ways in which councils write the same address. */
const SHAPES: Record<string, (door: Door) => string[]> = {
  'the number before the street': lines,
  'the number on its own line': (door) =>
    [door.flat, door.house, door.street, 'Littleton', 'Anytown'].filter(Boolean),
  'gaps between the lines': (door) => ['', door.flat, '', numbered(door), '', 'Littleton'],
  'commas at the ends': (door) => lines(door).map((line) => `${line},`),
  'flat and house in one cell': (door) => [
    [door.flat, numbered(door)].filter(Boolean).join(', '),
    'Littleton',
    'Anytown',
  ],
  'the whole address in one cell': (door) => [lines(door).join(', ')],
  'a comma after the number': (door) =>
    [door.flat, door.house === '' ? door.street : `${door.house}, ${door.street}`, 'Littleton'].filter(
      Boolean,
    ),
  'the postcode in the last line too': (door) => [...lines(door), 'ZZ1 1AA'],
  capitals: (door) => lines(door).map((line) => line.toUpperCase()),
  'non-breaking spaces': (door) => lines(door).map((line) => line.replaceAll(' ', '\u00a0')),
  'the word “number” before the number': (door) =>
    [door.flat, door.house === '' ? door.street : `No. ${door.house} ${door.street}`, 'Littleton'].filter(
      Boolean,
    ),
  'the number after the street': (door) => [door.flat, door.street, door.house, 'Littleton'].filter(Boolean),
};

const WITH_LINES = LAYOUTS.filter(({ name }) => /14 columns|Halarose|PDCode|marked sheet/.test(name));
const ENCODINGS = ['utf8', 'utf16le', 'windows-1252'] as const;
/** An encoding is the same work for every shape and layout, so one is tried in all: it has unusual spaces. */
const IN_ALL = { shape: 'non-breaking spaces', layout: WITH_LINES[0]?.name };

/** What the room makes of it: each street with its electors, and each door. */
function roomOf(file: Buffer) {
  const room = temporaryRoom();
  importText(room, file);
  const { rows } = readBoard(room, 'street');
  const doors = room.db
    .prepare(
      'SELECT upper(flat), house, street.name FROM elector JOIN street ON street.id = street_id ORDER BY elector.number',
    )
    .raw()
    .all();
  room.close();
  return { streets: rows.map(({ street, electors }) => `${street}: ${electors}`), doors };
}

describe.each(Object.entries(SHAPES))('an address with %s', (name, shape) => {
  it.each(WITH_LINES)('gives the same board in the layout $name', (layout) => {
    const people = DOORS.map((door, index) => ({
      number: index + 1,
      suffix: '',
      markers: index === 0 ? 'A' : '',
      date: '',
      surname: 'Evans',
      forename: 'Siân',
      postcode: 'ZZ1 1AA',
      address: shape(door),
      vi: '',
    }));
    const text = csv([layout.headings, ...people.map(layout.row)]);
    const inAll = name === IN_ALL.shape && layout.name === IN_ALL.layout;
    for (const encoding of inAll ? ENCODINGS : ENCODINGS.slice(0, 1)) {
      const { streets, doors } = roomOf(encode(text, encoding));
      expect(streets).toEqual(['Church Lane: 5', 'Ffordd y Môr: 5', 'High Street: 10']);
      expect(doors).toEqual(DOORS.map(({ flat, house, street }) => [flat.toUpperCase(), house, street]));
    }
  });
});
