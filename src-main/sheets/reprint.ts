import type { Language } from '../../src-shared/languages.ts';
import { say } from '../../src-shared/message.ts';
import { lookOf, type PaperChoice, type SheetLook } from '../../src-shared/paper-look.ts';
import { partInWords } from '../../src-shared/sheet-words.ts';
import { timeOfDay } from '../../src-shared/time-of-day.ts';
import { Paper } from '../paper/pdf.ts';
import { printableName } from '../paper/printable.ts';
import { confidential, drawTable } from '../paper/table-paper.ts';
import { type Words, wordsOf } from '../paper/words.ts';
import { ELECTION_KINDS } from '../register/elector/elections.ts';
import { displayName } from '../register/elector/elector-name.ts';
import { formatNumber } from '../register/elector/elector-number.ts';
import { nowhere, type Save } from '../store/file/write-file.ts';
import { addToJournal, type SheetRecord } from '../store/journal/journal.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { reserveFresh } from './codes.ts';
import { asHousehold, doorsInTurn, electorsById, type SheetRow } from './doors.ts';
import { issuedSheets, type KeptSheet, sheetRecord } from './issued.ts';
import { drawAlone, styleIn } from './paper.ts';
import { factsFor } from './plan-sheets.ts';
import type { Sheet } from './types.ts';
import { doorLabel } from './walking-order.ts';

/** The options for printing a sheet again. By default it looks as before. */
export type Reprint = {
  /** For a sheet of an older version, which did not store its look. */
  usual?: PaperChoice | undefined;
  /** Chosen instead of the sheet's own. */
  language?: Language | undefined;
};

/** Why an elector on a sheet needs no knock any more. */
export type SheetChange = { electorId: number; number: string; name: string; door: string; reason: string };

type Standing = {
  id: number;
  outstanding: number;
  voted_at: number | null;
  doorstep: string;
  removed_at: number | null;
};

const sql = prepared((db) => ({
  standing: db.prepare<[number], Standing>(
    'SELECT id, outstanding, voted_at, doorstep, removed_at FROM elector WHERE id = ?',
  ),
  streetName: db.prepare<[number], string>('SELECT name FROM street WHERE id = ?').pluck(),
}));

/**
 * The same sheet again: its lines, its code and its times, whatever has happened since.
 * @throws Refusal if there is no such sheet.
 */
export async function printSame(room: Room, code: string, how: Reprint = {}): Promise<Uint8Array> {
  const record = sheetRecord(room, code);
  const sheet = sheetOf(room, record, electorsById(room, record.electorIds));
  return drawOne(room, sheet, lookAgain(record, how));
}

/**
 * A new sheet of those on another who are still outstanding, with a code of its own, so that its lines are known when
 * it comes back. It counts as made when `save` succeeds.
 * @throws Refusal if there is no such sheet, or nobody on it is outstanding any more.
 */
export async function printFresh(
  room: Room,
  code: string,
  how: Reprint,
  by: string,
  save: Save<Uint8Array> = nowhere,
): Promise<{ code: string; pdf: Uint8Array; electors: number }> {
  const old = sheetRecord(room, code);
  const electors = electorsById(room, old.electorIds).filter(
    ({ id }) => sql(room.db).standing.get(id)?.outstanding === 1,
  );
  if (electors.length === 0) {
    throw new Refusal(
      say('Nobody on sheet {{code}} is outstanding any more: it need not go out again.', { code: old.code }),
    );
  }
  const at = new Date();
  const madeAt = at.getTime();
  const look = lookAgain(old, how);
  const { madeAt: _, ...kept } = old;
  const facts = factsFor(room, { round: old.round }, at);
  const record = reserveFresh(room, old.code, { by, at }, (fresh) => ({
    ...kept,
    code: fresh,
    replaces: old.code,
    look,
    electorIds: electors.map(({ id }) => id),
    numbersInUpTo: Object.fromEntries(
      districtsOf(electors).flatMap((district) => {
        const last = facts.districtOf(district).numbersInUpTo;
        return last ? [[district, last.getTime()]] : [];
      }),
    ),
  }));
  const pdf = await drawOne(room, sheetOf(room, { ...record, madeAt }, electors), look);
  save(pdf, () => room.change(() => addToJournal(room, { kind: 'sheet', by, at: madeAt, detail: record })));
  return { code: record.code, pdf, electors: electors.length };
}

/**
 * Who on a sheet needs no knock any more and why, in the order of its lines.
 * @throws Refusal if there is no such sheet.
 */
export function changesSince(
  room: Room,
  code: string,
  words: Words,
): { sheet: KeptSheet; changes: SheetChange[] } {
  const sheet = sheetRecord(room, code);
  const changes = electorsById(room, sheet.electorIds).flatMap((elector): SheetChange[] => {
    const now = sql(room.db).standing.get(elector.id);
    if (!now || now.outstanding === 1) return [];
    const street = sql(room.db).streetName.get(elector.street_id) ?? '';
    return [
      {
        electorId: elector.id,
        number: formatNumber(elector),
        name: displayName(elector),
        door: [doorLabel(elector) || words.t('No number'), street].filter(Boolean).join(' '),
        reason: reasonOf(now, words),
      },
    ];
  });
  return { sheet, changes };
}

/**
 * The changes slip: who to strike out on a sheet that is out.
 * @throws Refusal if there is no such sheet.
 */
export async function printChanges(
  room: Room,
  code: string,
  how: Reprint = {},
  now = new Date(),
): Promise<Uint8Array> {
  const words = await wordsOf(lookAgain(sheetRecord(room, code), how).language);
  const { t } = words;
  const { sheet, changes } = changesSince(room, code, words);
  const runner = issuedSheets(room).find((each) => each.code === sheet.code)?.runner ?? '';
  const paper = await Paper.open(t('Changes to a knock-up sheet'), now, words);
  await drawTable<SheetChange>(paper, {
    title: t('Sheet {{code}}: strike out {{number}}', { code: sheet.code, number: changes.length }),
    lines: [
      [sheet.street, partInWords(t, sheet.part ?? null), runner && t('with {{runner}}', { runner })]
        .filter(Boolean)
        .join(' · '),
      t('Voted or dropped out since the sheet was printed at {{time}}: {{number}}. This slip: {{when}}', {
        time: timeOfDay(sheet.madeAt),
        number: changes.length,
        when: words.dayAndTime(now),
      }),
    ],
    foot: [confidential(words)],
    height: 22,
    columns: [
      { title: t('Address'), width: 170, bold: true, text: ({ door }) => door },
      { title: t('Number'), width: 80, isWhole: true, text: ({ number }) => number },
      { title: t('Name'), text: ({ name }) => printableName(name, t) },
      { title: t('Why'), width: 110, text: ({ reason }) => reason },
    ],
    groups: [{ heading: '', rows: changes }],
  });
  return paper.finish();
}

function reasonOf({ voted_at, doorstep, removed_at }: Standing, { t }: Words): string {
  if (voted_at !== null) return t('voted, recorded at {{time}}', { time: timeOfDay(voted_at) });
  if (doorstep === 'voted') return t('says has voted');
  if (doorstep !== '') return t(doorstep);
  return removed_at === null ? t('no longer needs a knock') : t('no longer on the register');
}

/** The sheet as recorded in the journal, with streets in the order of its lines. */
function sheetOf(room: Room, record: KeptSheet, electors: readonly SheetRow[]): Sheet {
  const election = ELECTION_KINDS.find((kind) => kind === record.election) ?? null;
  const of = { round: record.round, election };
  const facts = factsFor(room, of, new Date(record.madeAt), record.numbersInUpTo ?? {});
  const streets = new Map<number, Sheet['streets'][number]>();
  for (const door of doorsInTurn(electors)) {
    const id = door.electors[0]?.street_id ?? 0;
    const street = streets.get(id) ?? { name: sql(room.db).streetName.get(id) ?? '', households: [] };
    street.households.push(asHousehold(door, facts.polls));
    streets.set(id, street);
  }
  return {
    code: record.code,
    title: record.street,
    part: record.part ?? null,
    note: record.note ?? '',
    runner: record.runner ?? '',
    round: record.round,
    roundTime: facts.roundTime,
    printedAt: facts.printedAt,
    districts: districtsOf(electors).map(facts.districtOf),
    election,
    streets: [...streets.values()],
  };
}

function districtsOf(electors: readonly SheetRow[]): string[] {
  return [...new Set(electors.map(({ district }) => district))];
}

function lookAgain({ look }: SheetRecord, { usual = {}, language }: Reprint): SheetLook {
  const own = look ?? lookOf(usual);
  return language === undefined ? own : { ...own, language };
}

async function drawOne(room: Room, sheet: Sheet, look: SheetLook): Promise<Uint8Array> {
  return drawAlone(sheet, styleIn(room, look));
}
