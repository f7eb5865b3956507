import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { callTRPCProcedure, getTRPCErrorFromUnknown, TRPCError } from '@trpc/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { router } from '../../src-main/api/router.ts';
import { StagedFiles } from '../../src-main/register/file/text/staged-files.ts';
import { logFault } from '../../src-main/web/fault-log.ts';
import { importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

/** An elector’s details, in words that are nowhere else in the program. */
const PERSONAL = ['Zebedee', 'Quillfeather', '07700900123', 'Marmalade Mews', 'KA-4711', 'Zz9 9Qx'];
const REGISTER = [
  'Elector Number Prefix,Elector Number,Elector Number Suffix,Surname,Forename,Address1,Address2,PostCode,Telephone',
  'KA,4711,,Quillfeather,Zebedee,1 Marmalade Mews,Anytown,Zz9 9Qx,07700900123',
].join('\n');

const mustHoldNothingPersonal = (text: string) => {
  for (const word of PERSONAL) expect(text.toLowerCase()).not.toContain(word.toLowerCase());
};

let written: string[];

beforeEach(() => {
  written = [];
  const keep = (text: unknown) => {
    written.push(String(text));
    return true;
  };
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  for (const name of ['log', 'error', 'warn', 'info', 'debug'] as const) {
    vi.spyOn(console, name).mockImplementation((...output) => void keep(output.map(String).join(' ')));
  }
});
afterEach(() => vi.restoreAllMocks());

describe('the log of faults', () => {
  it('names the call, the kind and the place of a fault, and nothing from its message', () => {
    const cause = new TypeError(
      'Cannot read Zebedee Quillfeather\nof 1 Marmalade Mews\n    at KA-4711 (Zz9 9Qx)',
    );
    logFault({
      error: new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'Zebedee', cause }),
      path: 'turnout.mark',
    });
    const log = written.join('');
    expect(log).toContain('A fault in turnout.mark: TypeError');
    expect(log).toMatch(/at .*no-names-in-logs\.test\.ts/);
    mustHoldNothingPersonal(log);
  });

  it('has no elector’s details, whichever call fails with them in its input', async () => {
    const room = temporaryRoom();
    importText(room, REGISTER);
    const ctx = { room, staged: new StagedFiles() };
    room.db.exec(
      'DROP TABLE elector_search; ALTER TABLE elector RENAME TO gone; ALTER TABLE journal RENAME TO gone_too',
    );
    const by = 'Zebedee Quillfeather';
    const commandId = '0e5d39bb-6f2f-4e1a-9a53-3a3cf6a0a4c1';
    const form = {
      ...{
        number: 'KA-4711',
        forename: 'Zebedee',
        surname: 'Quillfeather',
        house: '1',
        flat: '',
        street: 'Marmalade Mews',
      },
      ...{
        postcode: 'Zz9 9Qx',
        markers: '',
        absent: '',
        votingIntention: '',
        phone: '07700900123',
        note: '',
        lift: false,
      },
      ...{ doNotKnock: false, gone: '' },
    };
    const calls: [type: 'query' | 'mutation', path: string, input: unknown][] = [
      ['mutation', 'turnout.mark', { text: 'KA-4711', by, commandId }],
      ['mutation', 'turnout.undo', { text: 'KA-4711', by, commandId }],
      ['query', 'turnout.resolve', { text: 'KA-4711' }],
      ['query', 'electors.search', { text: 'Zebedee Quillfeather', limit: 5 }],
      ['query', 'journal.read', { kind: 'all', text: 'Quillfeather', hour: null, before: null, limit: 5 }],
      ['mutation', 'register.addElector', { form, by }],
      ['query', 'register.findElector', { text: 'KA-4711' }],
      ['mutation', 'register.renameStreet', { streetId: 1, name: 'Marmalade Mews', by }],
    ];
    let faults = 0;
    for (const [type, path, input] of calls) {
      try {
        await callTRPCProcedure({
          router,
          ctx,
          type,
          path,
          getRawInput: async () => input,
          signal: undefined,
          batchIndex: 0,
        });
      } catch (thrown) {
        const error = getTRPCErrorFromUnknown(thrown);
        if (error.code === 'INTERNAL_SERVER_ERROR') faults += 1;
        logFault({ error, path });
      }
    }
    const log = written.join('');
    expect(faults).toBeGreaterThanOrEqual(6);
    expect(log.match(/^A fault in /gm)).toHaveLength(faults);
    mustHoldNothingPersonal(log);
  });

  it('has nothing about a refusal, which only the person needs to know', () => {
    const room = temporaryRoom();
    importText(room, REGISTER);
    expect(written.join('')).toBe('');
  });
});

describe('the command line', () => {
  it('reports where its own fault was, not what it was working on', () => {
    const folder = temporaryFolder();
    const register = join(folder, 'register.csv');
    writeFileSync(register, REGISTER);
    // A fault in the middle of an import, with the elector in its message.
    const broken = join(folder, 'broken.mjs');
    writeFileSync(
      broken,
      `const trim = String.prototype.trim;
       String.prototype.trim = function () {
         if (String(this).includes('Quillfeather')) throw new TypeError('bad value ' + this);
         return Reflect.apply(trim, this, []);
       };`,
    );
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--import',
        pathToFileURL(broken).href,
        join(import.meta.dirname, '../../src-main/cli/main.js'),
        'import',
        register,
        '--room',
        join(folder, 'day.room'),
      ],
      { encoding: 'utf8' },
    );
    expect(status).toBe(70);
    expect(stderr).toContain('Something went wrong in the program');
    expect(stderr).toMatch(/TypeError\n\s+at /);
    mustHoldNothingPersonal(stdout + stderr);
    // And nothing is written elsewhere: no room, no log, no dump.
    expect(readdirSync(folder).sort()).toEqual(['broken.mjs', 'register.csv']);
    expect(readFileSync(register, 'utf8')).toBe(REGISTER);
  });
});
