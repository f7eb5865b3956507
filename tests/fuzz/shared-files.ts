import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { contextOf } from '../../src-main/api/context.ts';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { sealOf, sealWith, startOf } from '../../src-main/exchange/sealed-file.ts';
import type { Shared } from '../../src-main/exchange/share.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, type TakenIn, takeIn } from '../../src-main/exchange/take-in.ts';
import { planOn } from '../../src-main/exchange/take-in-plan.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import type { SentEntry } from '../../src-main/journal/sent-entries.ts';
import { draftOf } from '../../src-main/store/draft/draft.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { entryHash } from '../../src-main/store/journal/journal-row.ts';
import { becomeNewDevice, thisDevice } from '../../src-main/store/laptops/device.ts';
import { copyInMemory } from '../../src-main/store/memory-copy.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { answer, type Call } from './calls.ts';
import { damages } from './mutate.ts';
import { contentsOf, must, mustBeSound, type Target, unlessRefused } from './target.ts';
import { type TwoLaptops, twoLaptops } from './two-laptops.ts';

/** Numbers, times and texts that no laptop would write in their place. */
const ODD: unknown[] = [
  ...[null, '', 0, -1, 1, 2, 1.5, 2 ** 31, 2 ** 53 - 1, 2 ** 53, 1e300, -1e300, 8.64e15 + 1, true, [], {}],
  ...['\0', '\ud800', 'x'.repeat(100_000), '9'.repeat(400), '__proto__', 'constructor', 'toString'],
  ...["'; DROP TABLE elector; --", '../../x', '<script>', '=cmd()', 'KA-1', '1-01', '2026-02-30', '\t', '\n'],
  ...['[]', '{}', 'null', '["made-0"]', '["made-0","made-1"]', '{"code":1}', '['.repeat(3000)],
  ...[
    'number',
    'undo',
    'sheet',
    'slip',
    'laptop',
    'setting',
    'station',
    'official',
    'register',
    'import',
    'settled',
  ],
  ...['walk', 'doorstep', 'kept', 'taken back', 'sheet codes', 'sheet out', 'export', 'another kind'],
];
const odd = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...ODD) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

/** One change of a value: which part is chosen at each step down, also into JSON that it keeps as text. */
const change = fc.record({
  way: fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 7 }),
  how: fc.constantFrom('set', 'set', 'remove', 'repeat', 'add'),
  to: odd,
});
type Change = { way: number[]; how: string; to: unknown };

/** Entries that exist, do not exist, or are made up: these may undo, replace and settle each other and themselves. */
const NAMES = ['made-0', 'made-1', 'made-2', 'a known one', 'nobody'] as const;
const link = fc.constantFrom(...NAMES);
const links = fc.option(fc.array(link, { maxLength: 3 }));
const madeUp = fc.record({
  like: fc.nat({ max: 10_000 }),
  changes: fc.array(change, { maxLength: 2 }),
  undoes: links,
  insteadOf: links,
  settles: fc.option(link),
});

const PARTS = ['', 'entries', 'register', 'tables', 'heard', 'have'];
const changedContent = fc.record({
  of: fc.constantFrom(0, 1),
  part: fc.constantFrom(...PARTS),
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  /** Changed entries get the hashes that they should have, so that they are read further. */
  isChained: fc.boolean(),
});
type Changed = Drawn<typeof changedContent>;

const madeUpContent = fc.record({
  of: fc.constantFrom(0, 1),
  entries: fc.array(madeUp, { minLength: 1, maxLength: 3 }),
  by: fc.constantFrom('a new device', 'the one that shared', 'this one'),
});
type MadeUpContent = Drawn<typeof madeUpContent>;

type Drawn<Of> = Of extends fc.Arbitrary<infer Each> ? Each : never;

/** The first queries of the screens: all must be answered still. A register may come without an elector. */
const usesOf = (room: Room): Call[] => [
  { path: 'room.summary', input: undefined },
  { path: 'turnout.board', input: { by: 'street' } },
  { path: 'turnout.stations', input: undefined },
  { path: 'turnout.recent', input: { limit: 50 } },
  { path: 'turnout.numbersSetAside', input: undefined },
  { path: 'sheets.issued', input: undefined },
  { path: 'sheets.next', input: { byWalk: false } },
  { path: 'sheets.streets', input: undefined },
  { path: 'sheets.committeeRoom', input: undefined },
  { path: 'electors.search', input: { text: 'evans', limit: 20 } },
  ...room.db
    .prepare<[], number>('SELECT id FROM elector WHERE id IN (1, 6)')
    .pluck()
    .all()
    .map((id) => ({ path: 'electors.card', input: { id } })),
  { path: 'journal.read', input: { kind: 'all', text: '', hour: null, before: null, limit: 200 } },
  { path: 'conflicts.list', input: {} },
  { path: 'laptops.state', input: undefined },
  { path: 'register.poll', input: undefined },
  { path: 'register.questions', input: undefined },
  {
    path: 'turnout.mark',
    input: { text: 'KA-17, KA-18', by: 'Gwen', commandId: '0e5d39bb-6f2f-4e1a-9a53-3a3cf6a0a4c1' },
  },
];

export const sharedFiles: Target = {
  name: 'shared-files',
  holds:
    'a file from another laptop is refused in a sentence and changes nothing, or is taken whole: then the room is sound, every screen is answered, and another laptop can take it from there',
  runsPerSeed: 100,
  property(folder) {
    const ready = twoLaptops(folder);
    return fc.asyncProperty(anyFile, async (make) => {
      const laptops = await ready;
      const file = join(folder, 'taking.room');
      removeRoomFiles(file);
      writeFileSync(file, laptops.room);
      await tryShared(file, folder, laptops, make);
    });
  },
};

/** Makes the bytes of a file. The room seals what a laptop of its day would seal. */
type Make = (laptops: TwoLaptops, room: Room) => Buffer;

const which = fc.constantFrom(0, 1);
const anyFile: fc.Arbitrary<Make> = fc.oneof(
  {
    weight: 1,
    arbitrary: shown(
      fc.tuple(which, damages(['\n', startOf('shared file'), '16', '9', '\0'], 4)),
      damagedFile,
    ),
  },
  {
    weight: 1,
    arbitrary: shown(fc.record({ at: fc.nat({ max: 400 }), from: fc.nat({ max: 400 }) }), splicedFile),
  },
  { weight: 1, arbitrary: shown(fc.tuple(which, damages(['{', '"', ']', '0', 'null'], 2)), damagedText) },
  { weight: 4, arbitrary: shown(changedContent, contentFile) },
  { weight: 4, arbitrary: shown(madeUpContent, madeUpFile) },
);

/** A report of what was found has the data that the file was made from. */
function shown<Data>(data: fc.Arbitrary<Data>, maker: (data: Data) => Make): fc.Arbitrary<Make> {
  return data.map((each) => Object.assign(maker(each), { [fc.toStringMethod]: () => fc.stringify(each) }));
}

function damagedFile([of, damage]: [number, (bytes: Buffer) => Buffer]): Make {
  return ({ files }) => damage(files[of] ?? Buffer.alloc(0));
}

/** The beginning of one file and the end of another. */
function splicedFile({ at, from }: { at: number; from: number }): Make {
  return ({ files: [one, other] }) =>
    Buffer.concat([one?.subarray(0, at) ?? Buffer.alloc(0), other?.subarray(from) ?? Buffer.alloc(0)]);
}

function damagedText([of, damage]: [number, (bytes: Buffer) => Buffer]): Make {
  return ({ contents }, room) =>
    sealWith(sealOf(room, 'shared file'), damage(Buffer.from(JSON.stringify(contents[of]))).toString());
}

function contentFile({ of, part, changes, isChained }: Changed): Make {
  return ({ contents }, room) => {
    const shared: Shared = JSON.parse(JSON.stringify(contents[of]));
    const root = { content: shared };
    const parts: Record<string, unknown> = { ...shared, tables: shared.register?.tables };
    for (const each of changes) changeWithin(parts[part] ?? root, each);
    if (isChained && Array.isArray(root.content?.entries)) chainAgain(root.content.entries as SentEntry[]);
    return sealWith(sealOf(room, 'shared file'), JSON.stringify(root.content) ?? '');
  };
}

/** Changes a part of a value, in place. */
function changeWithin(value: unknown, { way, how, to }: Change): void {
  if (typeof value !== 'object' || value === null) return;
  const names = Object.keys(value);
  const [first = 0, ...rest] = way;
  const name = names[first % Math.max(1, names.length)];
  if (how === 'add' && rest.length === 0) {
    if (Array.isArray(value)) value.push(to);
    else Reflect.set(value, String(to).slice(0, 20), to);
    return;
  }
  if (name === undefined) return;
  const inner: unknown = Reflect.get(value, name);
  const parsed = parsedObject(inner);
  if (rest.length > 0 && (parsed !== null || (typeof inner === 'object' && inner !== null))) {
    changeWithin(parsed ?? inner, { way: rest, how, to });
    if (parsed !== null) Reflect.set(value, name, JSON.stringify(parsed));
  } else if (how === 'remove') {
    if (Array.isArray(value)) value.splice(Number(name), 1);
    else Reflect.deleteProperty(value, name);
  } else if (how === 'repeat' && Array.isArray(value)) value.push(inner);
  else Reflect.set(value, name, to);
}

/** JSON that is kept as text; null if it is not. */
function parsedObject(text: unknown): object | null {
  if (typeof text !== 'string' || !/^[{[]/.test(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Gives entries the hashes that they would have if their device had written them. */
function chainAgain(entries: SentEntry[]): void {
  const last = new Map<string, Buffer>();
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null) continue;
    const { device, n, hash: _, ...said } = entry;
    const before = n === 1 ? null : (last.get(device) ?? null);
    const hash = entryHash(device, n, before, said);
    entry.hash = hash.toString('hex');
    last.set(device, hash);
  }
}

/** Entries like those that were shared, at the end of a device's own. */
function madeUpFile({ of, entries, by }: MadeUpContent): Make {
  return ({ contents }, room) => {
    const shared: Shared = JSON.parse(JSON.stringify(contents[of]));
    const known = shared.entries as SentEntry[];
    const devices = {
      'a new device': 'f'.repeat(32),
      'this one': thisDevice(room).id,
      'the one that shared': shared.device,
    };
    const device = devices[by];
    const last = known.findLast((each) => each.device === device);
    const ids = (list: readonly string[]) => list.map((id) => (id === 'a known one' ? known[3]?.id : id));
    const added = entries.map(({ like, changes, undoes, insteadOf, settles }, place) => {
      const entry = structuredClone(known[like % known.length]) as SentEntry;
      for (const each of changes) changeWithin(entry, each);
      if (undoes) entry.undoes = JSON.stringify(ids(undoes));
      if (insteadOf) entry.instead_of = JSON.stringify(ids(insteadOf));
      if (settles) entry.settles = ids([settles])[0] ?? null;
      return { ...entry, device, n: (last?.n ?? 0) + place + 1, id: `made-${place}` };
    });
    const before = known.filter((each) => each.device === device);
    chainAgain([...before, ...added]);
    return sealWith(
      sealOf(room, 'shared file'),
      JSON.stringify({ ...shared, entries: [...known, ...added] }),
    );
  };
}

/** Takes a file in, as a person does, and checks what must hold. */
async function tryShared(file: string, folder: string, laptops: TwoLaptops, make: Make): Promise<void> {
  const room = open(file);
  try {
    const bytes = make(laptops, room);
    const before = contentsOf(room);
    const copy = draftOf(file, copyInMemory(room.db), undefined);
    const plan = unlessRefused(() => planOn(copy, bytes));
    copy.close();
    must(contentsOf(room) === before, 'a look at a file changes nothing');
    if (!plan) return;
    const shared = readShared(room, bytes);
    const taken = takeIn(room, shared);
    must(said(taken) === said(plan.taken), 'what was foretold is what came');
    mustBeSound(room);
    const after = contentsOf(room);
    must(takeIn(room, shared).new === 0 && contentsOf(room) === after, 'the same file again changes nothing');
    await carryOn(room, folder, laptops);
    const context = contextOf(RoomDoor.of(room));
    for (const call of usesOf(room)) await answer(context, call);
  } finally {
    room.close();
  }
  const again = open(file);
  mustBeSound(again);
  again.close();
}

function said(taken: TakenIn): string {
  return JSON.stringify({
    ...taken,
    devices: taken.devices.map(({ isThis, upTo, ...each }) => isThis || [each, upTo]),
  });
}

/** Another laptop, which had what this one had, takes the same from it. */
async function carryOn(room: Room, folder: string, laptops: TwoLaptops): Promise<void> {
  const [file, next] = [join(folder, 'onward'), join(folder, 'next.room')];
  if (existsSync(next)) removeRoomFiles(next);
  writeFileSync(next, laptops.room);
  shareTo(room, file, BY);
  const other = open(next);
  try {
    other.change(() => becomeNewDevice(other));
    takeIn(other, readShared(other, readFileSync(file)));
    const [one, two] = [room, other].map((each) => checkRoom(each));
    must(two?.problems.length === 0, `the next laptop is sound, but: ${two?.problems.join(' ')}`);
    must(one?.digest === two?.digest, 'the next laptop has the same');
  } finally {
    other.close();
  }
}

const BY = 'a fuzzing run';

function open(file: string): Room {
  return openRoom(file, { create: false, program: BY, lookThroughLater: true });
}
