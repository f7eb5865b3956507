import { describe, expect, it } from 'vitest';
import type { ElectionKind } from '../../src-main/register/elector/elections.ts';
import type { Understood } from '../../src-renderer/register/import/import-state.ts';
import {
  codesAsked,
  nextStep,
  type RoomAnswers,
  stepAsked,
  stepsFor,
  whyNotAnswered,
} from '../../src-renderer/register/import/questions-asked.ts';

const NEW_ROOM: RoomAnswers = {
  hasRegister: false,
  hasPromises: false,
  codes: new Set(),
  isPollSet: false,
  pollingDay: '2027-05-06',
  elections: [],
  promisesFor: {},
};
const READY_ROOM: RoomAnswers = {
  ...NEW_ROOM,
  hasRegister: true,
  hasPromises: true,
  codes: new Set(['P', 'C']),
  isPollSet: true,
};

type Changes = Omit<Partial<Understood>, 'register'> & { kind?: 'register' | 'canvass'; codes?: string[] };

/** A file with these voting intentions, checked to its end. */
function file({ kind = 'register', codes = [], ...changes }: Changes = {}): Understood {
  const votingIntentions = codes.map((code) => ({ code, electors: 3, meaning: 'unknown' }));
  const found = { votingIntentions, asked: [] };
  return {
    register: { kind, missing: [], doubtful: null },
    canvass: null,
    readingCanvass: null,
    meanings: {},
    poll: {},
    isLeftOpen: false,
    surveying: kind === 'register' ? { at: 'done', survey: found } : { at: 'waiting' },
    planning: kind === 'canvass' ? { at: 'done', plan: found } : { at: 'waiting' },
    step: 'understood',
    answered: [],
    skipped: [],
    ...changes,
  } as unknown as Understood;
}

describe('the questions about a file', () => {
  it('are all asked of the first register', () => {
    const all = ['understood', 'canvass', 'promises', 'poll', 'check'];
    expect(stepsFor(file({ codes: ['P'] }), NEW_ROOM)).toEqual(all);
    expect(stepsFor(file(), NEW_ROOM)).toEqual(all);
  });

  it('go past the canvass if the register has answers, and past the promises if nothing has', () => {
    const withAnswers = file({ codes: ['P'], answered: ['understood'] });
    expect(nextStep(stepsFor(withAnswers, NEW_ROOM), withAnswers)).toBe('promises');
    const without = file({ answered: ['understood'], skipped: ['canvass'] });
    expect(nextStep(stepsFor(without, NEW_ROOM), without)).toBe('poll');
    // A canvass in which nobody has an answer leaves nothing to tick.
    const empty = file({ answered: ['understood', 'canvass'] });
    expect(nextStep(stepsFor(empty, NEW_ROOM), empty)).toBe('poll');
  });

  it('are for a later file only those that the room has not answered', () => {
    expect(stepsFor(file({ codes: ['p', 'C'] }), READY_ROOM)).toEqual(['understood', 'check']);
    expect(stepsFor(file({ codes: ['Q'] }), READY_ROOM)).toEqual(['understood', 'promises', 'check']);
    expect(stepsFor(file({ codes: ['P'] }), { ...READY_ROOM, isPollSet: false })).toContain('poll');
    expect(stepsFor(file({ codes: ['P'] }), { ...READY_ROOM, hasPromises: false })).toContain('promises');
  });

  it('are for a canvass alone about its answers, and never about the poll', () => {
    const room = { ...READY_ROOM, isPollSet: false };
    expect(stepsFor(file({ kind: 'canvass', codes: ['P'] }), room)).toEqual(['understood', 'check']);
    expect(stepsFor(file({ kind: 'canvass', codes: ['Q'] }), room)).toContain('promises');
    expect(whyNotAnswered('understood', file({ kind: 'canvass' }), NEW_ROOM)).toMatch(
      /^This is a canvass file/,
    );
  });

  it('are not answered by nothing, except where the room has promises and a new answer is none', () => {
    const codes = ['Q'];
    expect(whyNotAnswered('promises', file({ codes }), NEW_ROOM)).toMatch(/^Type or tick the answers/);
    expect(whyNotAnswered('promises', file({ codes }), READY_ROOM)).toBe(null);
    expect(whyNotAnswered('promises', file({ codes, meanings: { Q: 'promise' } }), NEW_ROOM)).toBe(null);
    expect(whyNotAnswered('canvass', file(), NEW_ROOM)).toMatch(/^Choose a canvass file/);
    expect(whyNotAnswered('poll', file(), NEW_ROOM)).toMatch(/^Tick the kind/);
    expect(whyNotAnswered('poll', file({ poll: { elections: ['senedd'] } }), NEW_ROOM)).toBe(null);
  });

  it('propose the answers that say so themselves, while that question is open and nobody has chosen', () => {
    const promised = (flow: Understood) =>
      codesAsked(flow)?.flatMap(({ code, meaning }) => (meaning === 'promise' ? [code] : []));
    const codes = ['Definite', 'L', 'Against'];
    expect(promised(file({ codes, step: 'promises' }))).toEqual(['Definite']);
    expect(whyNotAnswered('promises', file({ codes, step: 'promises' }), NEW_ROOM)).toBe(null);
    expect(promised(file({ codes, step: 'promises', meanings: { Definite: 'unknown' } }))).toEqual([]);
    expect(promised(file({ codes, step: 'promises', skipped: ['promises'] }))).toEqual([]);
    // Elsewhere, what nobody has gone on with is not an answer.
    expect(whyNotAnswered('promises', file({ codes, step: 'check' }), NEW_ROOM)).not.toBe(null);
  });

  it('ask which polls a promise is for, once there are several polls and a promise', () => {
    const of = (elections: ElectionKind[], changes: Changes = {}) =>
      stepsFor(
        file({ codes: ['P', 'C'], meanings: { P: 'promise' }, poll: { elections }, ...changes }),
        NEW_ROOM,
      );
    expect(of(['senedd', 'local-wales'])).toEqual([
      'understood',
      'canvass',
      'promises',
      'poll',
      'polls',
      'check',
    ]);
    // It is answered: every promise is for every poll, until somebody changes that.
    const both = file({
      codes: ['P'],
      meanings: { P: 'promise' },
      poll: { elections: ['senedd', 'local-wales'] },
      answered: ['understood', 'promises', 'poll'],
    });
    expect(nextStep(stepsFor(both, NEW_ROOM), both)).toBe('check');
    expect(of(['senedd'])).not.toContain('polls');
    expect(of(['senedd', 'local-wales'], { meanings: {} })).not.toContain('polls');
    // Later, only if a promise or the polls are new.
    const room: RoomAnswers = { ...READY_ROOM, elections: ['senedd', 'local-wales'] };
    expect(stepsFor(file({ codes: ['P'], meanings: { P: 'promise' } }), room)).not.toContain('polls');
    const canvass = file({ kind: 'canvass', codes: ['Q'], meanings: { Q: 'promise' } });
    expect(stepsFor(canvass, room)).toContain('polls');
    expect(whyNotAnswered('polls', canvass, room)).toBe(null);
    const forNone: Understood = { ...canvass, promisesFor: { Q: [] } };
    expect(whyNotAnswered('polls', forNone, room)).toBe('Tick at least one poll for Q.');
  });

  it('are left when the check without a canvass shows that there is nothing to ask', () => {
    const at = { step: 'promises', answered: ['understood'], skipped: ['canvass'] } as const;
    const before = file({ ...at, codes: ['P'] });
    expect(stepAsked(stepsFor(before, NEW_ROOM), before)).toBe('promises');
    const after = file(at);
    expect(stepAsked(stepsFor(after, NEW_ROOM), after)).toBe('poll');
  });

  it('say of a canvass that cannot be read that it is the canvass', () => {
    const canvass = { missing: [] } as unknown as Understood['canvass'];
    const failed = file({ canvass, surveying: { at: 'failed', sentence: 'No column.' } });
    expect(whyNotAnswered('understood', failed, NEW_ROOM)).toBe(null);
    expect(whyNotAnswered('canvass', failed, NEW_ROOM)).toMatch(/^This canvass file cannot be used/);
    const alone = file({ surveying: { at: 'failed', sentence: 'No lines.' } });
    expect(whyNotAnswered('understood', alone, NEW_ROOM)).toMatch(/^This file cannot be imported/);
  });
});
