import { describe, expect, it } from 'vitest';
import {
  addElector,
  correctElector,
  type ElectorForm,
  electorRecord,
} from '../../src-main/register/by-hand.ts';
import { renameStreet, streetsToCorrect } from '../../src-main/register/streets/street-corrections.ts';
import { type AskedAbout, ElectorAsked, refuseUnconfirmed } from '../../src-main/register/typed-elector.ts';
import type { Room } from '../../src-main/store/room.ts';
import { elector, register } from '../fixtures/register.ts';
import { inEnglish } from './in-english.ts';
import { importedRoom } from './temporary-room.ts';

function room(): Room {
  const electors = [
    elector('1', 'Evans', 'Ann', { vi: 'P', address: '1 Ash Drive' }),
    elector('2', 'Jones', 'Bob', { vi: 'P', address: '2 Ash Drive' }),
    elector('3', 'Price', 'Cai', { vi: 'Q', address: '1 High Street' }),
    elector('1', 'Rees', 'Nia', { district: 'KB', address: '1 Mill Lane' }),
  ];
  const made = importedRoom(register(...electors), { promises: ['P'] });
  return made;
}

/** What is asked about a new elector of KA: its suggestions, by what it is about. */
function asked(typed: { street?: string; votingIntention?: string }, confirmed: AskedAbout[] = []) {
  const form = { number: 'KA-9', street: '', votingIntention: '', ...typed };
  try {
    refuseUnconfirmed(room(), form, null, confirmed);
    return {};
  } catch (error) {
    if (!(error instanceof ElectorAsked)) throw error;
    return Object.fromEntries(error.asks.map(({ about, suggestions }) => [about, suggestions]));
  }
}

describe('the street of an elector who is typed', () => {
  it.each<[string, string[]]>([
    ['Ash Drvie', ['Ash Drive']],
    ['Ash Road', ['Ash Drive']],
    ['Ash', ['Ash Drive']],
    ['Hihg Street', ['High Street']],
    ['Long Acre', []],
    // Of another district.
    ['Mill Lane', []],
  ])('%s is asked about, since the district has no such street', (street, suggestions) => {
    expect(asked({ street })).toEqual({ street: suggestions });
    expect(asked({ street }, ['street'])).toEqual({});
  });

  it.each(['Ash Drive', 'ash drive', 'Ash Dr', 'ASH  DRIVE.', ''])('“%s” is not asked about', (street) => {
    expect(asked({ street })).toEqual({});
  });

  it.each([
    'Declaration of local connection',
    'DECLARATION OF LOCAL CONNECTION',
    'No fixed abode',
    'Other Electors',
  ])('%s is no street', (street) => {
    expect(() => asked({ street }, ['street'])).toThrow(/is not a street/);
  });

  it('is asked about by a name that it had once, and the new name is suggested', () => {
    const made = room();
    const [ash] = streetsToCorrect(made).filter(({ name }) => name === 'Ash Drive');
    renameStreet(made, ash?.id ?? 0, 'Oak Way', 'Ann');
    const form = { number: 'KA-9', street: 'Ash Drive', votingIntention: '' };
    expect(() => refuseUnconfirmed(made, form, null, [])).toThrow(/Did you mean Oak Way/);
  });

  it('is the one that the district has, however it is written', () => {
    const made = room();
    const form: ElectorForm = { ...electorRecord(made, 1), number: 'KA-9', surname: 'New', street: 'ASH DR' };
    const id = addElector(made, form, 'Ann');
    expect(electorRecord(made, id)).toMatchObject({ street: 'Ash Drive', address: '1 Ash Drive' });
    correctElector(made, id, { ...form, street: 'high st.' }, 'Ann');
    expect(electorRecord(made, id).street).toBe('High Street');
    expect(made.db.prepare("SELECT COUNT(*) FROM street WHERE district = 'KA'").pluck().get()).toBe(2);
  });
});

describe('the voting intention of an elector who is typed', () => {
  it('is asked about if it has no meaning in the room', () => {
    expect(asked({ votingIntention: 'Q' })).toEqual({ code: ['P'] });
    expect(asked({ votingIntention: 'Q' }, ['code'])).toEqual({});
    expect(asked({ votingIntention: ' p ' })).toEqual({});
  });

  it('is asked about together with the street, and only what changes', () => {
    expect(asked({ votingIntention: 'Q', street: 'Long Acre' })).toEqual({ code: ['P'], street: [] });
    const made = room();
    const price = electorRecord(made, 3);
    expect(() => refuseUnconfirmed(made, { ...price }, price, [])).not.toThrow();
    expect(() => refuseUnconfirmed(made, { ...price, votingIntention: 'Z' }, price, [])).toThrow(
      'The voting intention “Z” has no meaning in this room',
    );
  });

  it('says what may be meant', () => {
    try {
      refuseUnconfirmed(room(), { number: 'KA-9', street: 'Ash Drvie', votingIntention: '' }, null, []);
      expect.unreachable();
    } catch (error) {
      expect(inEnglish((error as ElectorAsked).asks)[0]?.said).toBe(
        'KA has no street called Ash Drvie. Did you mean Ash Drive?',
      );
    }
  });
});
