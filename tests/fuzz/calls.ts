import { callTRPCProcedure, getTRPCErrorFromUnknown, type TRPCProcedureType } from '@trpc/server';
import fc from 'fast-check';
import { z } from 'zod';
import { type ApiContext, contextOf } from '../../src-main/api/context.ts';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { router } from '../../src-main/api/router.ts';
import { stageFile } from '../../src-main/register/file/understand.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import { everyProcedure } from '../every-procedure.ts';
import { inputsFor, type Likely } from './from-schema.ts';
import { REGISTERS } from './registers.ts';
import { importBytes, inNewRoom, SAMPLE } from './rooms.ts';
import { must, mustBeSound, type Target } from './target.ts';

/** A staged file by its index; the ids themselves differ from run to run. */
const STAGED = ['staged 1', 'staged 2', 'staged 3'];

const id = fc.oneof(fc.integer({ min: 1, max: 62 }), fc.integer({ min: 1, max: 3 }));
const number = fc.oneof(
  fc.integer({ min: 1, max: 70 }).map((each) => `KA-${each}`),
  fc.constantFrom('1', '2/1', 'KA 5', '1-20', 'KA-1, KA-2', 'KA-999', '?', 'ZZ-1', '1-100,1-100'),
);
const staged = fc.constantFrom(...STAGED);
const commands = Array.from({ length: 4 }, (_, place) => `0e5d39bb-6f2f-4e1a-9a53-3a3cf6a0a4c${place}`);

const LIKELY: Likely = {
  id: fc.oneof(id, fc.uuid()),
  electorId: id,
  streetId: id,
  stationId: fc.oneof(id, fc.constant(null)),
  slipId: id,
  secondOf: fc.oneof(id, fc.constant(null)),
  streetIds: fc.uniqueArray(id, { minLength: 1, maxLength: 5 }),
  text: number,
  number,
  limit: fc.integer({ min: 1, max: 200 }),
  commandId: fc.constantFrom(...commands),
  district: fc.constantFrom('KA', 'ka', '', 'KB'),
  fileId: staged,
  canvassId: staged,
  by: fc.constantFrom('Siân', '', 'the committee room'),
  base64: fc.constantFrom(...REGISTERS).map((bytes) => bytes.toString('base64')),
  electors: fc.integer({ min: 1, max: 80 }),
  pollingDay: fc.constantFrom('2026-05-07', '2027-02-29', '9999-12-31', '0000-01-01'),
  street: fc.constantFrom('High Street', 'Nowhere', ''),
  name: fc.constantFrom('r.csv', 'High Street', 'St Mary’s hall'),
  house: fc.constantFrom('1', '14A', '', '2-4', '99999999999'),
  districts: fc.array(fc.constantFrom('KA', 'KB', 'ZZ'), { maxLength: 3 }),
  toldAt: fc.constantFrom(null, 0, 1_778_140_800_000, -1, 8.64e15, 2 ** 53 - 1),
  answer: fc.oneof(id, fc.constantFrom('other', 'leave')),
  columns: fc.constantFrom(['district', 'number', 'surname', null], [], Array(1000).fill('number')),
};

export type Call = { path: string; input: unknown };

/** Every procedure of the router, so that a new one is tried at once. */
export const PATHS = Object.keys(everyProcedure).sort();

const CALLS: fc.Arbitrary<Call>[] = PATHS.map((path) => {
  const input = inputsFor(inputOf(path), LIKELY);
  return fc.record({ path: fc.constant(path), input });
});

function inputOf(path: string): z.ZodType {
  const { inputs } = definition(path);
  return inputs[0] instanceof z.ZodType ? inputs[0] : z.undefined();
}

function definition(path: string): { inputs: unknown[]; type: TRPCProcedureType } {
  const procedure: unknown = Reflect.get(everyProcedure, path);
  const shape = z.object({
    inputs: z.array(z.unknown()).default([]),
    type: z.enum(['query', 'mutation', 'subscription']),
  });
  return shape.parse((procedure as { _def: unknown })._def);
}

export const calls: Target = {
  name: 'calls',
  holds: 'every call is answered or refused; none runs into a fault of the program, and the room stays sound',
  runsPerSeed: 50,
  property(folder) {
    return fc.asyncProperty(fc.array(fc.oneof(...CALLS), { minLength: 1, maxLength: 12 }), async (sequence) =>
      inNewRoom(folder, async (room) => {
        importBytes(room, SAMPLE);
        const context = contextOf(RoomDoor.of(room));
        const ids: string[] = [];
        for (const bytes of [SAMPLE, ...REGISTERS.slice(1, 3)]) {
          ids.push((await stageFile(context.staged, room, 'register.csv', bytes)).fileId);
        }
        for (const { path, input } of sequence) await ask(context, { path, input: withFiles(input, ids) });
        await context.stop();
        mustBeSound(context.room);
        // A backup may have replaced it.
        context.door.close();
      }),
    );
  },
};

/** Puts the ids of this run’s staged files in place of their indexes. */
function withFiles(input: unknown, ids: readonly string[]): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      typeof value === 'string' ? (ids[STAGED.indexOf(value)] ?? value) : value,
    ]),
  );
}

/** The number of steps read from a subscription; one that follows the room has no end. */
const MOST_STEPS = 200;

/** Calls as the window does. @throws if the answer is a fault of the program. */
export async function ask(ctx: ApiContext, call: Call): Promise<void> {
  try {
    await answer(ctx, call);
  } catch (thrown) {
    const error = getTRPCErrorFromUnknown(thrown);
    const isRefused = error.cause instanceof Refusal || error.code === 'BAD_REQUEST';
    must(isRefused, `${call.path} answers or refuses, but: ${error.cause?.stack ?? error.stack}`);
  }
}

/** The same for a call that must not be refused. */
export async function answer(ctx: ApiContext, { path, input }: Call): Promise<void> {
  const { type } = definition(path);
  const stop = new AbortController();
  try {
    const answer: unknown = await callTRPCProcedure({
      router,
      ctx,
      type,
      path,
      getRawInput: async () => input,
      signal: stop.signal,
      batchIndex: 0,
    });
    if (type !== 'subscription') {
      // The window never gets what cannot be written as JSON.
      JSON.stringify(answer);
      return;
    }
    let steps = 0;
    for await (const step of answer as AsyncIterable<unknown>) {
      JSON.stringify(step);
      steps += 1;
      if (path === 'room.changes' || steps > MOST_STEPS) break;
    }
  } finally {
    stop.abort();
  }
}
