import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { encode, LAYOUTS, layoutFile, PEOPLE } from '../fixtures/layouts.ts';
import { sampleOf } from '../sample-size.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

const SOME = LAYOUTS.filter(({ name }) => !name.includes('monthly'));

/** What the board says about a file, with its streets. */
function boardOf(file: string | Buffer) {
  const room = temporaryRoom();
  importText(room, file, { promises: ['P', 'L'] });
  const board = readBoard(room, 'street');
  const electors = room.db
    .prepare(
      'SELECT district, number, suffix, surname, forename, house, flat, postal FROM elector ORDER BY number, suffix',
    )
    .raw()
    .all();
  room.close();
  return { board, electors };
}

describe('however a file is written', () => {
  it.each(SOME)('$name: quotes, the order of its columns and its line ends change nothing', (layout) => {
    const plain = boardOf(layoutFile(layout));
    // Columns whose meaning depends on those before them keep their place.
    const movable = layout.headings.every((heading) => heading !== 'Suffix');
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          layout.headings.map((_, place) => place),
          { minLength: layout.headings.length },
        ),
        fc.infiniteStream(fc.boolean()),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom(',', ';', '\t', '|'),
        (order, quoted, newline, delimiter) => {
          const rows = [layout.headings, ...PEOPLE.map(layout.row)].map((cells) =>
            movable ? order.map((place) => cells[place] ?? '') : cells,
          );
          const cell = (text: string) =>
            quoted.next().value || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
          const file = rows.map((cells) => cells.map(cell).join(delimiter)).join(newline);
          expect(boardOf(file)).toEqual(plain);
        },
      ),
      { numRuns: sampleOf(12) },
    );
  });

  it('its encoding changes nothing', () => {
    for (const layout of SOME) {
      const [first, ...others] = (['utf8', 'utf8-bom', 'utf16le', 'utf16be'] as const).map((encoding) =>
        boardOf(encode(layoutFile(layout), encoding)),
      );
      for (const other of others) expect(other).toEqual(first);
    }
  });
});
