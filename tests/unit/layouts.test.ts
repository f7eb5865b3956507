import { describe, expect, it } from 'vitest';
import { readBoard } from '../../src-main/turnout/board.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { canvassFile, encode, LAYOUTS, layoutFile } from '../fixtures/layouts.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

const ENCODINGS = ['utf8', 'utf8-bom', 'utf16le', 'utf16be', 'windows-1252'] as const;
const DELIMITERS = [',', ';', '\t', '|'] as const;

describe.each(LAYOUTS)('a register laid out as $name', (layout) => {
  const options = layout.hasIntentions
    ? { promises: ['P', 'l'] }
    : { promises: ['P', 'L'], canvass: canvassFile() };

  it('gives the same electors, streets, promises and postal voters as every other layout', () => {
    const room = temporaryRoom();
    const result = importText(room, layoutFile(layout), options);
    expect(result).toMatchObject({
      rows: 8,
      imported: 8,
      updated: 0,
      unchanged: 0,
      removed: 0,
      rejected: [],
      electors: 8,
      promises: 5,
      postal: 1,
      streets: 2,
      pollingDistricts: 1,
      layout: layout.name,
    });
    const board = readBoard(room, 'street');
    expect(
      board.rows.map(({ district, street, electors, promises, outstanding }) => [
        district,
        street,
        electors,
        promises,
        outstanding,
      ]),
    ).toEqual([
      ['KA', '', 1, 0, 0],
      ['KA', 'Church Lane', 2, 1, 1],
      ['KA', 'High Street', 5, 4, 3],
    ]);
  });

  it('gives each elector the name, the door and the number of the register', () => {
    const room = temporaryRoom();
    importText(room, layoutFile(layout), options);
    const electors = room.db
      .prepare(
        'SELECT elector.district, number, suffix, surname, forename, house, flat, name AS street, elector.postal FROM elector JOIN street ON street.id = street_id ORDER BY number, suffix',
      )
      .raw()
      .all();
    expect(electors).toEqual([
      ['KA', 1, '', 'Evans', 'Ann', '2', '', 'High Street', 0],
      ['KA', 2, '', 'Evans', 'Bob', '2', '', 'High Street', 1],
      ['KA', 2, '1', 'Łuczak', 'Zofia', '10', '', 'High Street', 0],
      ['KA', 3, '', 'Şahin', 'Şükrü', '4', 'Flat 3', 'High Street', 0],
      ['KA', 4, '', "O'Brien", 'Siân', '4A', '', 'High Street', 0],
      ['KA', 5, '', 'Jones', 'Carys', '', 'Rose Cottage', 'Church Lane', 0],
      ['KA', 6, '', 'Price', 'Owain', '12', '', 'Church Lane', 0],
      ['KA', 7, '', '', '', '', '', '', 0],
    ]);
  });

  it('changes nothing when it is imported again', () => {
    const room = temporaryRoom();
    importText(room, layoutFile(layout), options);
    markNumbers(room, { text: 'KA-1', by: 'a test' });
    const before = readBoard(room, 'street');
    expect(importText(room, layoutFile(layout), options)).toMatchObject({
      imported: 0,
      updated: 0,
      unchanged: 8,
      removed: 0,
    });
    expect(readBoard(room, 'street')).toEqual(before);
  });

  it.each(ENCODINGS)('can be read in %s', (encoding) => {
    const text = layoutFile(layout).replaceAll(/[ŁŞş]/g, (letter) =>
      encoding === 'windows-1252' ? 'S' : letter,
    );
    const room = temporaryRoom();
    importText(room, encode(text, encoding), options);
    expect(room.db.prepare("SELECT forename FROM elector WHERE surname = 'O''Brien'").pluck().get()).toBe(
      'Siân',
    );
  });

  it.each(DELIMITERS)('can be read with %j between its columns', (delimiter) => {
    const room = temporaryRoom();
    expect(importText(room, layoutFile(layout, delimiter), options)).toMatchObject({
      imported: 8,
      promises: 5,
      streets: 2,
    });
  });

  it('can be read under title lines, with blank lines, repeated headings and a total', () => {
    const lines = layoutFile(layout).split('\r\n');
    const [headings = ''] = lines;
    const dirty = [
      'Register of Electors for Anytown',
      '',
      headings,
      ...lines.slice(1, 4),
      headings,
      '',
      ...lines.slice(4),
      'Total electors: 8',
      '',
    ];
    const room = temporaryRoom();
    expect(importText(room, dirty.join('\r\n'), options)).toMatchObject({
      rows: 8,
      imported: 8,
      rejected: [],
      promises: 5,
    });
  });
});
