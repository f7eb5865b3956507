import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { callTRPCProcedure, type TRPCProcedureType } from '@trpc/server';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type ApiContext, contextOf } from '../../src-main/api/context.ts';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { router } from '../../src-main/api/router.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { StepsUnderWay } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { elector, register } from '../fixtures/register.ts';
import { readPdf } from '../read-pdf.ts';
import { importedRoom, temporaryFolder } from './temporary-room.ts';

/** The name of every elector and every street in what is not committed yet. */
const UNCOMMITTED = 'Uncommitted';

function* renameAll(room: Room): Generator<void, void> {
  for (let step = 0; step < 12; step += 1) {
    room.db.prepare('UPDATE elector SET surname = $name, note = $name, lift = 1 WHERE id % 12 = $step').run({
      name: UNCOMMITTED,
      step,
    });
    room.db.prepare('UPDATE street SET name = $name || id').run({ name: UNCOMMITTED });
    yield;
  }
}

type Call = { type: TRPCProcedureType; path: string; input?: unknown };

const READS: Call[] = [
  { type: 'query', path: 'room.door' },
  { type: 'query', path: 'room.summary' },
  { type: 'query', path: 'electors.search', input: { text: 'e', limit: 50 } },
  { type: 'query', path: 'electors.card', input: { id: 1, language: 'cy' } },
  { type: 'query', path: 'turnout.board', input: { by: 'street' } },
  { type: 'mutation', path: 'turnout.exportMarks', input: { by: 'a test' } },
  { type: 'query', path: 'sheets.streets' },
  { type: 'query', path: 'sheets.other', input: { kind: 'street-lists', paper: { language: 'cy' } } },
  { type: 'mutation', path: 'sheets.wholeDay', input: { paper: { language: 'en' }, by: 'a test' } },
  { type: 'query', path: 'sheets.other', input: { kind: 'lifts' } },
  { type: 'query', path: 'sheets.other', input: { kind: 'labels' } },
  { type: 'query', path: 'sheets.other', input: { kind: 'streets' } },
  {
    type: 'query',
    path: 'journal.read',
    input: { kind: 'all', text: '', hour: null, before: null, limit: 50 },
  },
  { type: 'mutation', path: 'journal.export', input: { by: 'a test' } },
  { type: 'query', path: 'register.streets' },
  {
    type: 'mutation',
    path: 'turnout.mark',
    input: { text: 'KA-3', by: 'a test', commandId: crypto.randomUUID() },
  },
];

async function run(context: ApiContext, { type, path, input }: Call): Promise<unknown> {
  return callTRPCProcedure({
    router,
    path,
    getRawInput: async () => input,
    ctx: context,
    type,
    signal: undefined,
    batchIndex: 0,
  });
}

/** All the words of an answer, those on paper too. */
async function wordsOf(answer: unknown): Promise<string> {
  const isPaper = typeof answer === 'object' && answer !== null && 'base64' in answer;
  if (!isPaper) return JSON.stringify(answer);
  const paper = String(answer.base64);
  const words = alreadyRead.get(paper) ?? (await readPdf(Buffer.from(paper, 'base64'))).flat().join(' ');
  alreadyRead.set(paper, words);
  return words;
}

/** Papers by their bytes: at one time of the day, most are the same. */
const alreadyRead = new Map<string, string>();

function roomWithElectors(): { room: Room; context: ApiContext } {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const room = importedRoom(
    register(
      ...Array.from({ length: 24 }, (_, index) => elector(String(index + 1), 'Evans', 'Ann', { vi: 'P' })),
    ),
    { promises: ['P'] },
  );
  room.change(() => room.db.exec('UPDATE elector SET lift = 1 WHERE id < 4'));
  const context = contextOf(RoomDoor.of(room));
  onTestFinished(() => context.stop());
  return { room, context };
}

describe('what an unfinished import has written', () => {
  it.each(READS)('is in no answer: $type $path $input', async (call) => {
    const { room, context } = roomWithElectors();
    for (const rehearsal of [true, false]) {
      // Steps that begin at once, or some turns after the call, which may then be waiting for words or for paper.
      for (let turns = 0; turns < 6; turns += 1) {
        const stop = new AbortController();
        const begin = () => room.changeInSteps(() => renameAll(room), { rehearsal, signal: stop.signal });
        const before = turns === 0 ? begin() : null;
        const answer = run(context, call);
        for (let turn = 1; turn < turns; turn += 1) await (turn % 2 ? Promise.resolve() : nextTurn());
        const steps = before ?? begin();
        await nextTurn();
        const during = run(context, call);
        // Steps that are not a rehearsal are stopped halfway: an import that was cancelled.
        await nextTurn();
        if (!rehearsal) stop.abort();
        await steps;
        for (const each of [answer, during]) expect(await wordsOf(await each)).not.toContain(UNCOMMITTED);
      }
    }
  });

  it('is in no backup, whenever that is begun', async () => {
    const { room } = roomWithElectors();
    const folder = temporaryFolder();
    for (let turns = 0; turns < 6; turns += 1) {
      const making = makeBackup(room, folder);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      const steps = room.changeInSteps(() => renameAll(room), { rehearsal: true });
      const made = await making.catch((error) => error);
      await steps;
      if (made instanceof StepsUnderWay) continue;
      expect(readFileSync(made.file).includes(UNCOMMITTED)).toBe(false);
    }
  });

  it('is in no search, not even in one that is prepared meanwhile', async () => {
    const { room, context } = roomWithElectors();
    const search = (text: string) =>
      run(context, { type: 'query', path: 'electors.search', input: { text, limit: 30 } });
    const searching = search('uncommitted');
    const steps = room.changeInSteps(() => renameAll(room), { rehearsal: true });
    const others = [search('uncommitted'), search('evans')];
    expect(await searching).toEqual([]);
    await steps;
    expect(await Promise.all(others)).toMatchObject([[], { length: 24 }]);
  });

  it('does not disturb sheets that are requested just before it begins', async () => {
    const { room, context } = roomWithElectors();
    const input = { streetIds: [1], order: 'walk', by: 'a test' };
    for (let turns = 0; turns < 6; turns += 1) {
      const made = run(context, { type: 'subscription', path: 'sheets.make', input }).then(async (steps) => {
        for (let turn = 0; turn < turns; turn += 1) await (turn % 2 ? Promise.resolve() : nextTurn());
        const all: object[] = [];
        for await (const step of steps as AsyncIterable<object>) all.push(step);
        return all;
      });
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      await room.changeInSteps(() => renameAll(room), { rehearsal: true });
      expect((await made).at(-1)).toMatchObject({ stage: 'done', sheets: 1, electors: 24 });
    }
  });

  it('cannot be read through the room at all', async () => {
    const { room } = roomWithElectors();
    const steps = room.changeInSteps(() => renameAll(room));
    await nextTurn();
    expect(() => room.db).toThrow(StepsUnderWay);
    expect(() => room.copyTo('/nowhere')).toThrow(StepsUnderWay);
    await steps;
    expect(room.db.prepare('SELECT DISTINCT surname FROM elector').pluck().all()).toEqual([UNCOMMITTED]);
  });
});
