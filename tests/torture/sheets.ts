import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reservedSheet } from '../../src-main/sheets/codes.ts';
import { sheetRecord } from '../../src-main/sheets/issued.ts';
import { returnedSheet } from '../../src-main/sheets/returned.ts';
import type { Room } from '../../src-main/store/room.ts';
import { elector, register } from '../fixtures/register.ts';
import { readPapers, type SheetOnPaper } from '../read-papers.ts';
import type { Case } from './case.ts';
import { expectSound, makeRoom, openTortured } from './electors.ts';
import { RandomKills } from './running-worker.ts';

const STREETS = 20;
const DOORS = 20;

/** Papers from earlier kills that are looked up again. */
const OLD_AFTER_EACH = 20;
const OLD_AT_THE_END = 500;

/** The program is killed while it reserves codes, draws sheets and saves them. */
export const sheets: Case = {
  name: 'sheets',
  option: 'sheets',
  defaultTimes: 60,
  finding: 'No code given twice, and each paper’s code finds its people and street.',
  async run(folder, times, random, onProgress) {
    const file = join(folder, 'day.room');
    const papers = new Papers(join(folder, 'papers'));
    makeRoom(file, registerOfStreets());
    const randomKills = new RandomKills(random);
    let kills = 0;
    for (let turn = 1; kills < times || papers.size === 0; turn += 1) {
      const { isKilled } = await randomKills.run('papers', ['papers', file, papers.folder, String(turn)]);
      if (isKilled) kills += 1;
      onProgress?.(kills);
      await papers.collect();
      const room = openTortured(file);
      expectSound(room, 'making sheets');
      papers.expectFound(room, random, OLD_AFTER_EACH);
      codesReserved(room);
      room.close();
    }
    const room = openTortured(file);
    papers.expectFound(room, random, OLD_AT_THE_END);
    const unprinted = codesReserved(room).filter((code) => !papers.has(code));
    for (const code of unprinted.slice(0, OLD_AT_THE_END)) {
      if (!reservedSheet(room, code) && !reservedSheet(room, `${code}/1`))
        throw new Error(`${code} was reserved but is not known.`);
    }
    room.close();
    return {
      counts: {
        kills,
        'sheets on paper': papers.size,
        'whose making was never finished': papers.notMade,
        'codes reserved and never printed': unprinted.length,
      },
    };
  },
};

function registerOfStreets(): string {
  return register(
    ...Array.from({ length: STREETS * DOORS }, (_, index) =>
      elector(String(index + 1), 'Evans', 'Ann', {
        vi: 'P',
        address: `${(index % DOORS) + 1} ${nameOf(Math.floor(index / DOORS))}`,
      }),
    ),
  );
}

/** Names that do not look like an elector number or any other text on a sheet. */
const nameOf = (street: number) => `${String.fromCharCode(65 + street)}street Road`;

/** Every sheet that a printer may have printed. */
class Papers {
  readonly folder: string;
  readonly #papers = new Map<string, SheetOnPaper & { making: string }>();
  readonly #seen = new Set<string>();
  readonly #fresh = new Set<string>();
  notMade = 0;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder);
  }

  get size(): number {
    return this.#papers.size;
  }

  has(code: string): boolean {
    return this.#papers.has(code) || this.#papers.has(`${code}/1`);
  }

  /** Reads the new files in the folder. @throws Error if a code is on two papers. */
  async collect(): Promise<void> {
    this.#fresh.clear();
    for (const name of readdirSync(this.folder)) {
      if (!name.endsWith('.pdf') || this.#seen.has(name)) continue;
      this.#seen.add(name);
      const [making = ''] = name.split(' ');
      for (const [code, sheet] of await readPapers(readFileSync(join(this.folder, name)))) {
        const other = this.#papers.get(code);
        const isSame = other?.making === making && String(other.numbers) === String(sheet.numbers);
        if (other && !isSame) throw new Error(`${code} was given twice, by ${other.making} and ${making}.`);
        this.#papers.set(code, { ...sheet, making });
        this.#fresh.add(code);
      }
    }
  }

  /** Looks up each new paper, and about `most` of all. @throws Error if one finds other people or another street. */
  expectFound(room: Room, random: () => number, most: number): void {
    const made = new Set(codesMade(room));
    for (const [code, { numbers, texts }] of this.#papers) {
      const isFresh = this.#fresh.has(code);
      if (!isFresh && random() > most / this.#papers.size) continue;
      const found = returnedSheet(room, code).lines.map(({ number }) => number);
      if (found.length === 0 || String(found) !== String(numbers))
        throw new Error(`${code} has ${numbers} on paper, but finds ${found}.`);
      const { street } = sheetRecord(room, code);
      if (!texts.some((text) => text.includes(street)))
        throw new Error(`${code} finds ${street}, which is not on the paper.`);
      if (isFresh && !code.startsWith('W') && !made.has(code)) this.notMade += 1;
    }
  }
}

function codesMade({ db }: Room): string[] {
  return db.prepare<[], string>("SELECT detail ->> 'code' FROM journal WHERE kind = 'sheet'").pluck().all();
}

/** Every code that was ever reserved. @throws Error if one was reserved twice. */
function codesReserved({ db }: Room): string[] {
  const codes = db
    .prepare<[], string>(
      `SELECT sheet.value ->> 'code' FROM journal, json_each(journal.detail, '$.sheets') AS sheet
        WHERE kind = 'sheet codes'`,
    )
    .pluck()
    .all();
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  if (twice !== undefined) throw new Error(`${twice} was reserved twice.`);
  return codes;
}
