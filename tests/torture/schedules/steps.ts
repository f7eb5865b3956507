import { undoEntries } from '../../../src-main/journal/undo.ts';
import {
  addElector,
  correctElector,
  type ElectorForm,
  removeElector,
  restoreElector,
} from '../../../src-main/register/by-hand.ts';
import type { Gone } from '../../../src-main/register/elector/standing.ts';
import { writePollSettings } from '../../../src-main/register/elector/voting-rules.ts';
import { refreshStanding } from '../../../src-main/register/refresh-standing.ts';
import { moveSheets } from '../../../src-main/sheets/issued.ts';
import { setCommitteeRoom } from '../../../src-main/sheets/paper.ts';
import { readWalks, removeWalk, saveWalk } from '../../../src-main/sheets/walks.ts';
import { SHEET_MOVES } from '../../../src-main/store/journal/journal.ts';
import { DOORSTEP_ANSWERS, enterDoorstep } from '../../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../../src-main/turnout/mark.ts';
import { discardSetAside, retrySetAside, settleSetAside } from '../../../src-main/turnout/set-aside.ts';
import { beginSlip, changeSlip } from '../../../src-main/turnout/slips/slips.ts';
import { removeStation, saveStation, stations } from '../../../src-main/turnout/stations.ts';
import type { Copies, Copy, NewRow } from './copies.ts';
import type { Act, Facts, Person, Said } from './oracle.ts';
import { MOST_COPIES, type Step } from './step.ts';

type New = Omit<Act, 'id' | 'device' | 'at' | 'after'>;
type Play = (copies: Copies, copy: Copy, step: Step) => void;

const DISTRICTS = ['KA', 'KB'];
/** One that is mostly on the register; 50 and 51 may be added by hand, and nobody has 77. */
const NUMBERS = [1, 2, 3, 4, 5, 6, 50, 51, 77];
const ANSWERS = ['', ...DOORSTEP_ANSWERS] as const;
const RUNNERS = [undefined, 'May', 'Huw'];
const HOURS = 3_600_000;

/** Each thing that may happen, and what the oracle makes of it. */
export const PLAYS: Record<Step['what'], Play> = {
  mark(copies, copy, { a, b }) {
    const district = of(DISTRICTS, b);
    const numbers = [...new Set([of(NUMBERS, a), ...(a % 3 === 0 ? [of(NUMBERS, a + b + 1)] : [])])];
    const slip = b % 4 === 3 ? of(slipsIn(copies.said(copy)), a) : null;
    markWith(copies, copy, { district, numbers, slip });
  },
  /** Most of a slip, so that another copy may enter the same. */
  'mark slip'(copies, copy, { a }) {
    const slip = of(slipsIn(copies.said(copy)), a);
    markWith(copies, copy, { district: 'KA', numbers: [1, 2, 3, 4, 5], slip });
  },
  undo(copies, copy, { a, b }) {
    const [district, number] = [of(DISTRICTS, b), of(NUMBERS, a)];
    const said = copies.said(copy);
    const elector = said.withNumber(district, number);
    const undoes = elector ? said.tellings(elector.id).map(({ id }) => id) : [];
    copies.act(
      copy,
      (room) => undoNumbers(room, { text: `${district}-${number}`, by: copy.name }),
      ({ entries: [entry] }) => {
        expectSame(entry?.status, elector ? (undoes.length > 0 ? 'undone' : 'already') : 'unknown');
        return [{ undoes }];
      },
    );
  },
  /** Any entry, of this copy or another; the first head of a slip stands for all its numbers. */
  'undo entry'(copies, copy, { a, b }) {
    const imported = new Set(copies.first.acts.flatMap(({ id, sets }) => (sets?.length === 0 ? id : [])));
    const acts = [...copies.said(copy).acts.values()].filter(({ id }) => !imported.has(id));
    undoOne(copies, copy, of(acts.slice(b % 2 === 0 ? -6 : 0), a));
  },
  redo(copies, copy, { a }) {
    const undos = [...copies.said(copy).acts.values()].filter(({ undoes }) => (undoes ?? []).length > 0);
    const undo = oneOf(undos.toReversed(), a % 3);
    if (undo) undoOne(copies, copy, undo);
  },
  settle(copies, copy, { a, b }) {
    const said = copies.said(copy);
    const open = openIn(said);
    const aside = oneOf(open, a);
    const district = of(DISTRICTS, b);
    const elector = said.withNumber(district, of(NUMBERS, b));
    if (!aside || !elector) return;
    const { slip = null } = aside.number ?? {};
    const entered = `${district}-${of(NUMBERS, b)}`;
    copies.act(
      copy,
      (room) => settleSetAside(room, aside.id, entered, copy.name),
      () => [
        {
          number: { entered, district, elector: elector.id, slip },
          settles: { id: aside.id, how: `number ${elector.id}` },
          knew: said.undosOf(elector.id),
        },
      ],
    );
  },
  discard(copies, copy, { a }) {
    const aside = oneOf(openIn(copies.said(copy)), a);
    if (!aside) return;
    copies.act(
      copy,
      (room) => discardSetAside(room, aside.id, copy.name),
      () => [{ settles: { id: aside.id, how: 'given up' } }],
    );
  },
  retry(copies, copy) {
    const said = copies.said(copy);
    const found = new Map(
      openIn(said).flatMap((act) => {
        const { district = '', entered = '' } = act.number ?? {};
        const elector = said.withNumber(district, Number(entered.split('-')[1]));
        return elector ? [[act.id, { act, elector }] as const] : [];
      }),
    );
    copies.act(
      copy,
      (room) => retrySetAside(room, copy.name),
      (_, rows) => {
        expectSame(rows.map(({ settles }) => settles).sort(), [...found.keys()].sort());
        return rows.flatMap(({ settles }): New[] => {
          const { act, elector } = found.get(settles ?? '') ?? {};
          if (!act?.number || !elector) return [];
          return [
            {
              number: { ...act.number, elector: elector.id },
              settles: { id: act.id, how: `number ${elector.id}` },
              knew: said.undosOf(elector.id),
            },
          ];
        });
      },
    );
  },
  door(copies, copy, { a, b }) {
    const sheet = of(copies.first.sheets, b);
    const elector = of(sheet.electors, a);
    const answer = of(ANSWERS, a + b);
    copies.act(
      copy,
      (room) => enterDoorstep(room, sheet.code, [{ electorId: elector, answer }], copy.name),
      () => [setting(copies.said(copy), `door ${elector}`, answer)],
    );
  },
  sheet(copies, copy, { a, b }) {
    const { code } = of(copies.first.sheets, a);
    const [move, runner] = [of(SHEET_MOVES, b), of(RUNNERS, a + b)];
    copies.act(
      copy,
      (room) => moveSheets(room, [code], move, { by: copy.name, runner }),
      () => [
        setting(
          copies.said(copy),
          `sheet ${code}`,
          [move, ...(runner === undefined ? [] : [runner])].join('\t'),
        ),
      ],
    );
  },
  correct(copies, copy, { a, b }) {
    const said = copies.said(copy);
    const elector = of(said.people(), a);
    const before = factsOf(said, elector);
    const typed = { ...before, ...of(CORRECTIONS, b) };
    const after =
      typed.street === before.street && typed.house === before.house
        ? typed
        : { ...typed, address: `${typed.house} ${typed.street}` };
    const names = (Object.keys(after) as (keyof Facts)[]).filter((name) => after[name] !== before[name]);
    if (names.length === 0) return;
    copies.act(
      copy,
      (room) => correctElector(room, elector.id, formOf(elector, after), copy.name),
      () => [
        {
          sets: names.map((name) => {
            const subject = `field ${elector.id} ${name}`;
            return { subject, value: JSON.stringify(after[name]), replaces: said.latest(subject) };
          }),
        },
      ],
    );
  },
  add(copies, copy, { a, b }) {
    const [district, number] = [of(DISTRICTS, b), 50 + (a % 2)];
    const facts = { ...NEW_FACTS, ...of([{}, { vi: 'L' }, { street: 'New Road' }], b) };
    const address = `${facts.house} ${facts.street}`;
    const person = { id: 0, district, number, markers: '', facts: { ...facts, address } };
    copies.act(
      copy,
      (room) => addElector(room, formOf(person, facts), copy.name),
      (id) => [
        {
          adds: { ...person, id },
          sets: [{ subject: `register ${id}`, value: 'added', replaces: [] }],
        },
      ],
    );
  },
  remove(copies, copy, { a }) {
    const said = copies.said(copy);
    const elector = of(said.people(), a);
    if (!said.isOnRegister(elector)) return;
    copies.act(
      copy,
      (room) => removeElector(room, elector.id, copy.name),
      () => [setting(said, `register ${elector.id}`, 'removed')],
    );
  },
  'put back'(copies, copy, { a }) {
    const said = copies.said(copy);
    const elector = oneOf(
      said.people().filter((each) => !said.isOnRegister(each)),
      a,
    );
    if (!elector) return;
    copies.act(
      copy,
      (room) => restoreElector(room, elector.id, copy.name),
      () => [setting(said, `register ${elector.id}`, 'restored')],
    );
  },
  setting(copies, copy, { a, b }) {
    const said = copies.said(copy);
    const [name, value] =
      a % 2 === 0
        ? (['chase_postal', of(['yes', 'no'], b)] as const)
        : (['committee_room', of(['Hall', 'School', 'Shop'], b)] as const);
    if (said.value(`setting ${name}`) === value) return;
    copies.act(
      copy,
      (room) => {
        if (name === 'committee_room') setCommitteeRoom(room, value, copy.name);
        else
          room.change(() => {
            writePollSettings(room, { chasePostal: value === 'yes' }, copy.name);
            refreshStanding(room);
          });
      },
      () => [setting(said, `setting ${name}`, value)],
    );
  },
  station(copies, copy, { a, b }) {
    const known = stations(copy.room).map(({ id }) => id);
    const id = b % 3 === 0 ? null : (oneOf(known, b) ?? null);
    const districts = of([[], ['KA'], ['KB'], ['KA', 'KB']], a);
    const form = {
      name: of(['School', 'Hall'], b),
      place: of(['', 'Road'], a),
      warp: a % 2 === 0,
      districts,
      shifts: [],
    };
    copies.act(
      copy,
      (room) => saveStation(room, id, form, copy.name),
      (_, rows) => asSaid(copies.said(copy), rows, 'station'),
    );
  },
  'remove station'(copies, copy, { a }) {
    const id = oneOf(stations(copy.room), a)?.id;
    if (id === undefined) return;
    copies.act(
      copy,
      (room) => removeStation(room, id, copy.name),
      (_, rows) => asSaid(copies.said(copy), rows, 'station'),
    );
  },
  walk(copies, copy, { a, b }) {
    const { walks, free } = readWalks(copy.room);
    const streets = [...free, ...walks.flatMap((each) => each.streets)]
      .map(({ id }) => id)
      .sort((x, y) => x - y);
    const id = b % 3 === 0 ? null : (oneOf(walks, b)?.id ?? null);
    const streetIds = a % 3 === 0 ? streets : [of(streets, a)];
    const form = { name: of(['North', 'South'], b), note: of(['', 'far'], a), runner: '', streetIds };
    copies.act(
      copy,
      (room) => saveWalk(room, id, form, copy.name),
      (_, rows) => asSaid(copies.said(copy), rows, 'walk'),
    );
  },
  'remove walk'(copies, copy, { a }) {
    const id = oneOf(readWalks(copy.room).walks, a)?.id;
    if (id === undefined) return;
    copies.act(
      copy,
      (room) => removeWalk(room, id, copy.name),
      (_, rows) => asSaid(copies.said(copy), rows, 'walk'),
    );
  },
  slip(copies, copy, { a, b }) {
    const stationId = of([null, ...stations(copy.room).map(({ id }) => id)], b);
    const form = { district: of(['KA', ''], a), stationId, toldAt: null, teller: 'May', toldCount: a };
    copies.act(
      copy,
      (room) => beginSlip(room, { ...form, by: copy.name }),
      (_, rows) => asSaid(copies.said(copy), rows, 'slip'),
    );
  },
  'slip head'(copies, copy, { a, b }) {
    const id = of(slipsIn(copies.said(copy)), a);
    const head = { toldAt: null, teller: of(['May', 'Huw'], b), toldCount: b };
    copies.act(
      copy,
      (room) => changeSlip(room, id, { ...head, by: copy.name }),
      (_, rows) => asSaid(copies.said(copy), rows, 'slip'),
    );
  },
  send(copies, copy, { a }) {
    const to = another(copies, copy, a);
    copies.deliver(to, copies.delivery(copy, to));
  },
  /** Torn, in another order, and some of it twice. */
  'send part'(copies, copy, { a, b }) {
    const to = another(copies, copy, a);
    copies.deliver(to, part(copies.delivery(copy, to), b));
  },
  'send twice'(copies, copy, { a }) {
    const to = another(copies, copy, a);
    const delivery = copies.delivery(copy, to);
    copies.deliver(to, { ...delivery, entries: [...delivery.entries, ...delivery.entries].toReversed() });
    copies.deliver(to, delivery);
  },
  'send later'(copies, copy, { a, b }) {
    const delivery = copies.delivery(copy, another(copies, copy, a));
    copies.late.push(b % 2 === 0 ? delivery : part(delivery, b));
  },
  arrive(copies, copy, { a }) {
    const delivery = oneOf(copies.late, a);
    if (delivery) copies.deliver(copy, delivery);
  },
  crash: (copies, copy) => copies.crash(copy),
  keep: (copies, copy) => copies.keepCopy(copy),
  'lose end': (copies, copy, { a }) => copies.loseEnd(copy, a),
  restore: (copies, copy, { a, b }) => copies.restore(copy, b % 4 === 0 ? another(copies, copy, a) : copy, b),
  'copy by hand'(copies, copy) {
    if (copies.all.length < MOST_COPIES) copies.copyByHand(copy);
  },
  clock(_, copy, { a }) {
    copy.offset = ((a % 53) - 26) * HOURS;
  },
};

/** It may be refused: it has been undone already, or later ones rest on it. */
function undoOne(copies: Copies, copy: Copy, act: Act): void {
  const said = copies.said(copy);
  const [slip] = (act.sets ?? []).filter(
    ({ subject, replaces }) => subject.startsWith('slip') && replaces.length === 0,
  );
  const numbers = slip
    ? [...said.acts.values()].filter(
        ({ id, number }) => said.holds(id) && number?.slip === Number(slip.subject.slice(5)),
      )
    : [];
  const others = [...said.acts.values()].filter(
    ({ id, together }) => together !== undefined && together === act.together && id !== act.id,
  );
  copies.act(
    copy,
    (room) => undoEntries(room, [act.id], copy.name),
    () => {
      if (!said.holds(act.id)) throw new Error('What was undone already was undone again.');
      const undone = [act, ...numbers, ...others];
      return [{ undoes: undone.map(({ id }) => id), knew: tellingsLeft(said, undone) }];
    },
  );
}

/** The other tellings of those whose marks are undone, also by the undo of a redo. */
function tellingsLeft(said: Said, undone: readonly Act[]): string[] {
  const turned = (act: Act, isUndone: boolean): Act[] => {
    const undoes = act.undoes ?? [];
    if (undoes.length === 0) return isUndone && act.number ? [act] : [];
    return undoes.flatMap((id) => {
      const each = said.acts.get(id);
      return each ? turned(each, !isUndone) : [];
    });
  };
  const acts = new Set(undone.flatMap((act) => turned(act, true)));
  const electors = new Set([...acts].flatMap(({ number }) => number?.elector ?? []));
  return [...electors].flatMap((each) => said.tellings(each).flatMap((act) => (acts.has(act) ? [] : act.id)));
}

function markWith(
  copies: Copies,
  copy: Copy,
  { district, numbers, slip }: { district: string; numbers: readonly number[]; slip: number | null },
): void {
  const said = copies.said(copy);
  const text = numbers.map((number) => `${district}-${number}`).join('\n');
  copies.act(
    copy,
    (room) =>
      markNumbers(room, { text, district, by: copy.name, ...(slip === null ? {} : { slipId: slip }) }),
    ({ entries }) =>
      numbers.map((number, index) => {
        const entered = `${district}-${number}`;
        const elector = said.withNumber(district, number)?.id ?? null;
        const isMarked = elector !== null && said.tellings(elector).length > 0;
        expectSame(entries[index]?.status, elector === null ? 'unknown' : isMarked ? 'already' : 'marked');
        return {
          number: { entered, district, elector, slip },
          ...(elector === null ? {} : { knew: said.undosOf(elector) }),
        };
      }),
  );
}

const NEW_FACTS: Facts = {
  phone: '',
  note: '',
  vi: 'P',
  do_not_knock: 0,
  gone: '',
  street: 'High Street',
  house: '50',
  address: '',
};

const CORRECTIONS: Partial<Facts>[] = [
  { phone: '1' },
  { phone: '2' },
  { note: 'dog' },
  { phone: '1', vi: 'P' },
  { vi: 'L' },
  { vi: 'P', note: 'cat' },
  { do_not_knock: 1 },
  { do_not_knock: 0, phone: '' },
  { gone: 'moved' },
  { gone: '' },
  { street: 'Mill Lane' },
  { street: 'New Road', house: '7' },
  { house: '8' },
];

function factsOf(said: Said, person: Person): Facts {
  const names = Object.keys(person.facts) as (keyof Facts)[];
  return Object.fromEntries(names.map((name) => [name, said.fact(person, name)])) as Facts;
}

function formOf({ district, number, markers }: Omit<Person, 'id'>, facts: Facts): ElectorForm {
  return {
    number: `${district}-${number}`,
    forename: 'Ann',
    surname: `Evans${district}${number}`,
    house: facts.house,
    flat: '',
    street: facts.street,
    postcode: 'ZZ1 1AA',
    markers,
    absent: '',
    votingIntention: facts.vi,
    phone: facts.phone,
    note: facts.note,
    lift: false,
    doNotKnock: facts.do_not_knock === 1,
    gone: facts.gone as Gone,
  };
}

function setting(said: Said, subject: string, value: string): New {
  return { sets: [{ subject, value, replaces: said.latest(subject) }] };
}

/** Of stations, walks and slips: what each new row says, one after another. */
function asSaid(said: Said, rows: readonly NewRow[], kind: 'station' | 'walk' | 'slip'): New[] {
  return rows.map(({ detail }) => {
    const read = JSON.parse(detail ?? '{}') as Record<string, number>;
    const subject = `${kind} ${read[kind] ?? read.removed}`;
    const sets = [{ subject, value: `${detail}`, replaces: said.latest(subject) }];
    return { sets, together: kind === 'slip' ? undefined : rows[0]?.id };
  });
}

function slipsIn(said: Said): number[] {
  const slips = said.subjects().flatMap((each) => (each.startsWith('slip ') ? Number(each.slice(5)) : []));
  return slips.sort((a, b) => a - b);
}

function openIn(said: Said): Act[] {
  return [...said.setAside(), ...said.ofNobody()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function another({ all }: Copies, copy: Copy, which: number): Copy {
  const others = all.filter((each) => each !== copy);
  return others[which % others.length] ?? copy;
}

function part({ entries }: { entries: Copies['late'][number]['entries'] }, seed: number) {
  const chosen = entries.filter((_, index) => (seed * 31 + index * 17) % 5 !== 0);
  return { entries: [...chosen.toReversed(), ...chosen.slice(0, 2)], whole: false };
}

function of<Each>(all: readonly Each[], which: number): Each {
  return all[which % all.length]!;
}

function oneOf<Each>(all: readonly Each[], which: number): Each | undefined {
  return all[which % all.length];
}

function expectSame(found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`The answer was ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}.`);
}
