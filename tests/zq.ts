import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { callTRPCProcedure } from '@trpc/server';
import { router } from '../src-main/api/router.ts';
import { readRegisterFile } from '../src-main/register/file/read-file.ts';
import { StagedFiles } from '../src-main/register/file/staged-files.ts';
import { importRegister } from '../src-main/register/import.ts';
import { sampleRegister } from '../src-main/register/sample.ts';
import { openRoom } from '../src-main/store/room.ts';

const f = join(mkdtempSync('/work/wt-c/out/zq-'), 'a.room');
const room = openRoom(f, { create: true, program: 'x' });
importRegister(room, {
  ...readRegisterFile(Buffer.from(sampleRegister({ electors: 75000, seed: 1 })), '2026-05-07'),
  promises: ['P', 'L'],
  poll: { pollingDay: '2026-05-07' },
  acceptRefused: false,
  by: 'x',
});
const ctx = { room, staged: new StagedFiles() };
const qs: [string, unknown?][] = [
  ['room.summary'],
  ['turnout.board', { by: 'street' }],
  ['turnout.board', { by: 'district' }],
  ['turnout.board', { by: 'hour' }],
  ['turnout.coverage'],
  ['turnout.recent', { limit: 50 }],
  ['turnout.slips', { limit: 20 }],
  ['turnout.parked'],
  ['turnout.next', { limit: 50 }],
  ['turnout.stations'],
  ['journal.read', { kind: 'all', text: '', hour: null, before: null, limit: 100 }],
];
const run = (type: 'query' | 'mutation', path: string, input: unknown) =>
  callTRPCProcedure({
    router,
    ctx,
    type,
    path,
    getRawInput: async () => input,
    signal: undefined,
    batchIndex: 0,
  });
for (let i = 1; i < 8000; i += 1)
  await run('mutation', 'turnout.mark', {
    text: `KA-${(i % 1250) + 1}`,
    by: 'x',
    commandId: crypto.randomUUID(),
  });
for (const [path, input] of qs) {
  let size = 0;
  const t: number[] = [];
  for (let i = 0; i < 15; i++) {
    await run('mutation', 'turnout.mark', { text: 'KB-1', by: 'x', commandId: crypto.randomUUID() });
    const s = performance.now();
    size = JSON.stringify(await run('query', path, input))?.length ?? 0;
    t.push(performance.now() - s);
  }
  t.sort((a, b) => a - b);
  console.log(path, JSON.stringify(input), 'median', t[7]!.toFixed(2), 'ms', size, 'bytes');
}
{
  const { parkedNumbers } = await import('../src-main/turnout/parked.ts');
  const s1 = performance.now();
  const p = parkedNumbers(room);
  console.log(p.length, performance.now() - s1, p[0]);
  const q = room.db
    .prepare(
      "EXPLAIN QUERY PLAN SELECT id FROM journal WHERE kind = 'number' AND status IN ('unknown', 'ambiguous', 'unreadable') AND NOT EXISTS (SELECT 1 FROM journal AS later WHERE later.settles = journal.id) ORDER BY seq DESC",
    )
    .all();
  console.log(q);
}
room.close();
