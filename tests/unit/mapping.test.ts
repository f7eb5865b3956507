import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../src-main/register/file/columns/headings.ts';
import { headingKey } from '../../src-main/register/file/columns/headings.ts';
import { recogniseLayout } from '../../src-main/register/file/columns/layouts.ts';
import { ROLES, readMapping, writeMapping } from '../../src-main/register/file/columns/mapping.ts';
import { Refusal } from '../../src-main/store/refusal.ts';

const nothing = () => [];

describe('a mapping file', () => {
  it('says by heading what columns contain, in everyday words', () => {
    const { byHeading, positions } = readMapping(
      JSON.stringify({
        columns: {
          'Our ref': 'number',
          Mob: 'phone',
          'Old code': null,
          Patch: 'PD',
          'Name 1': 'Last name',
          'Name 2': 'first names',
          'Where 1': 'Address 1',
          Canvass: 'voting intention',
          Turnout: 'pastVote',
          Nothing: '',
        },
      }),
    );
    expect(positions).toBeNull();
    expect(Object.fromEntries(byHeading)).toEqual({
      ourref: 'number',
      mob: 'phone',
      oldcode: null,
      patch: 'district',
      name1: 'surname',
      name2: 'forename',
      where1: 'address',
      canvass: 'votingIntention',
      turnout: 'pastVote',
      nothing: null,
    });
  });

  it('says by place what the columns of a file without headings contain', () => {
    expect(
      readMapping(
        '\uFEFF{"positions":["PD","elector number",null,"surname"],"delimiter":"semicolon","headings":false}',
      ),
    ).toEqual({
      byHeading: new Map(),
      positions: ['district', 'number', null, 'surname'],
      delimiter: ';',
      hasHeadings: false,
    });
  });

  it.each([
    ['', /must be JSON/],
    ['[]', /must be JSON/],
    ['{}', /matches no column/],
    ['{"columns":{"A":7}}', /must be JSON/],
    ['{"column":{"A":"number"}}', /"column", which is not known/],
    ['{"columns":{"A":"rubbish"}}', /uses "A" as "rubbish".*district, districtName, number/],
    ['{"positions":["number","rubbish"]}', /uses column 2 as "rubbish"/],
    ['{"positions":["number"],"delimiter":"x"}', /separated by "x".*semicolon/],
  ])('that is %j is refused with how to correct it', (text, message) => {
    expect(() => readMapping(text)).toThrow(Refusal);
    expect(() => readMapping(text)).toThrow(message);
  });

  it('is read back as it was written', () => {
    const mappings: Mapping[] = [
      {
        byHeading: new Map([
          ['ourref', 'number'],
          ['oldcode', null],
        ]),
        positions: null,
      },
      { byHeading: new Map(), positions: [...ROLES, null] },
      {
        byHeading: new Map([['gasbu', 'note']]),
        positions: ['number', null],
        delimiter: '\t',
        hasHeadings: true,
      },
      { byHeading: new Map(), positions: [] },
    ];
    for (const mapping of mappings) expect(readMapping(writeMapping(mapping))).toEqual(mapping);
  });
});

describe('columns matched by hand', () => {
  const file =
    'Our ref,Patch,Who,Where,Old code\n7,KA,"Evans, Ann",2 High Street,P\n8,KA,"Jones, Bob",3 High Street,L\n';

  it('are matched by heading', () => {
    const mapping = readMapping(
      '{"columns":{"our REF":"number","Patch":"PD","Who":"name","Where":"address"}}',
    );
    const layout = recogniseLayout(file, nothing, { mapping });
    expect(layout.columns.roles).toEqual(['number', 'district', 'fullName', 'address', null]);
    expect(layout).toMatchObject({ headingLine: 1, isGuessed: false });
  });

  it('are matched by place under unknown headings', () => {
    const mapping = readMapping('{"positions":["number","district","fullName","address"]}');
    const layout = recogniseLayout(file, nothing, { mapping });
    expect(layout.columns.roles).toEqual(['number', 'district', 'fullName', 'address', null]);
    expect(layout).toMatchObject({
      headingLine: 1,
      headings: ['Our ref', 'Patch', 'Who', 'Where', 'Old code'],
    });
  });

  it('are matched by place in a file without headings', () => {
    const mapping = readMapping('{"positions":["number","district","name","address","vi"],"headings":false}');
    const layout = recogniseLayout(file.slice(file.indexOf('\n') + 1), nothing, { mapping });
    expect(layout).toMatchObject({
      headingLine: 0,
      headings: ['Column 1', 'Column 2', 'Column 3', 'Column 4', 'Column 5'],
    });
    expect(layout.columns.at.votingIntention).toBe(4);
  });

  it('can show a file in which nothing is recognised', () => {
    const text = 'Notes of the branch\n\nx;1;here\ny;2;there\n';
    const layout = recogniseLayout(text, nothing, { mapping: { byHeading: new Map(), positions: [] } });
    expect(layout).toMatchObject({ delimiter: ';', headings: ['Column 1', 'Column 2', 'Column 3'] });
    expect(layout.columns.roles).toEqual([null, null, null]);
  });

  it('are matched by place if two have the same heading', () => {
    const text = 'PD,Elector Number,Surname,Forename,Code,Code,Address1\nKA,1,Evans,Ann,Z,P,2 High Street\n';
    const positions = [null, null, null, null, null, 'votingIntention', null] as const;
    const byPlace = recogniseLayout(text, nothing, { mapping: { byHeading: new Map(), positions } });
    expect(byPlace.columns.roles).toEqual([...positions]);
    const some: Mapping['positions'] = ['district', 'number', 'surname', 'forename', null, 'votingIntention'];
    const rest = recogniseLayout(text, nothing, { mapping: { byHeading: new Map(), positions: some } });
    expect(rest.columns.roles, 'the rest by heading').toEqual([...some, 'address']);
  });

  it('stay as a person set them, whatever is in their cells', () => {
    const text = 'PD,Number,Name,Address,2022 Council\nKA,1,Ann Evans,2 High Street,Somebody\n';
    const mapping: Mapping = {
      byHeading: new Map([[headingKey('2022 Council'), 'pastVote']]),
      positions: null,
    };
    expect(recogniseLayout(text, nothing).columns.past).toEqual([]);
    expect(recogniseLayout(text, nothing, { mapping }).columns.past).toEqual([
      { column: 4, election: '2022 Council' },
    ]);
  });

  it('are split as the mapping says', () => {
    const text = 'a;1,5;b\nc;2,5;d\n';
    const mapping = readMapping('{"positions":["surname","number"],"delimiter":"comma"}');
    expect(recogniseLayout(text, nothing, { mapping })).toMatchObject({
      delimiter: ',',
      headings: ['Column 1', 'Column 2'],
    });
    expect(recogniseLayout(text, nothing, { mapping, delimiter: ';' }).headings).toHaveLength(3);
  });
});
