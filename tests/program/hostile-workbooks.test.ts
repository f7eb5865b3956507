import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../src-main/register/file/workbook/read-workbook.ts';
import { workbookAsCsv } from '../../src-main/register/file/workbook/workbook.ts';
import { WorkbookBudget } from '../../src-main/register/file/workbook/workbook-budget.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import { HOSTILE, ODD, TENTH } from '../fixtures/hostile-workbooks.ts';
import { workbook } from '../fixtures/workbook.ts';

const TOO_MUCH = /unpacks to more than any register\. Copy the register/;

const people = (count: number) =>
  workbook([
    {
      name: 'Register',
      rows: Array.from({ length: count }, (_, at) => [at + 1, `Surname ${at}`, `${at} Ŵylan Road`]),
    },
  ]);

/** Reads it in this process, where nothing but its budget stops it. */
const read = (bytes: Buffer) => workbookAsCsv(bytes, new WorkbookBudget(0, TENTH));

describe('a workbook from anywhere', () => {
  it.each(HOSTILE)('is refused if it has %s', async (_what, make) => {
    const refusal = await read(make()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).message).toMatch(TOO_MUCH);
  });

  it.each(ODD)('may have %s', async (_what, make, csv) => {
    expect((await read(make())).csv.toString()).toBe(csv);
  });

  it('is shown with sheet names that fit on a screen', async () => {
    const { sheets } = await read(workbook([{ name: 'N'.repeat(1_000_000), rows: [['a']] }]));
    expect(sheets[0]?.name).toBe('N'.repeat(100));
  });

  it.each([
    ['bytes', 40_120_000],
    ['elements', 3_003_000],
    ['characters', 20_020_000],
  ] as const)('may unpack to so many %s for a file of a kilobyte, and no more: %d', (what, most) => {
    const budget = new WorkbookBudget(1000);
    budget.spend(what, most - 1);
    budget.spend(what, 1);
    expect(() => budget.spend(what, 1)).toThrow(TOO_MUCH);
  });

  it('is read in a thread as it would be without one', async () => {
    const bytes = people(3000);
    expect(await readWorkbook(bytes)).toEqual(await workbookAsCsv(bytes));
    await expect(readWorkbook(people(1).subarray(0, 900))).rejects.toThrow(/damaged/);
    await expect(readWorkbook(workbook([]))).rejects.toThrow(/sheets are empty/);
  });

  it('is stopped if it takes too much memory or time', async () => {
    const little = { megabytes: 16, milliseconds: 600_000 };
    expect((await readWorkbook(people(1), little)).csv.toString()).toMatch(/^1,Surname 0,/);
    const bytes = people(50_000);
    await expect(readWorkbook(bytes, little)).rejects.toThrow(TOO_MUCH);
    await expect(readWorkbook(bytes, { megabytes: 2000, milliseconds: 1 })).rejects.toThrow(TOO_MUCH);
  });
});
