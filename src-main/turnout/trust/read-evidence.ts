import { POLLS_OPEN } from '../../../src-shared/time-of-day.ts';
import { DOOR } from '../../register/door-key.ts';
import { holdsInSql } from '../../store/journal/journal-links.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { officialFigures } from '../official-figures.ts';
import { stations } from '../stations.ts';
import { firstToldInSql } from '../told.ts';
import { DAY, sum } from './day-curve.ts';
import { LEAST_ANSWERS } from './estimate.ts';
import type { Answer, Minutes, StationEvidence, Told } from './evidence.ts';

/** A sheet's doors are knocked in about this long, however late its answers are entered. */
const KNOCKED_WITHIN: Minutes = 90;

const MINUTE = 60_000;

/** Promises who vote in person and can be called on: only of them do doors say anything. */
const CALLED_ON = `promise AND NOT postal AND kept_off = '' AND NOT do_not_knock AND doorstep <> 'moved'
                   AND removed_at IS NULL`;

type DoorAnswer = { elector_id: number; entered: string; at: number; code: string | null };
type SheetTime = { code: string; kind: string; at: number };
type ToldRow = Told & { district: string };
type SlipRow = { district: string; station_id: number | null; at: Minutes };
type CountRow = { district: string; promises: number; outstanding: number };
type PersonRow = { id: number; district: string; door: string; outstanding: number; told_at: number | null };

const sql = prepared((db) => ({
  answers: db.prepare<[{ from: number; to: number }], DoorAnswer>(
    `SELECT elector_id, entered, at, detail ->> 'code' AS code
       FROM journal_about JOIN journal ON journal.id = entry
      WHERE subject BETWEEN 'door' || char(9) AND 'door' || char(10) AND at BETWEEN @from AND @to
        AND ${holdsInSql('journal')}
      ORDER BY at, seq`,
  ),
  sheets: db.prepare<[], SheetTime>(
    `SELECT detail ->> 'code' AS code, kind, at FROM journal
      WHERE kind IN ('sheet', 'sheet printed', 'sheet out', 'sheet back') AND ${holdsInSql('journal')}
        AND json_type(detail, '$.code') = 'text'
      ORDER BY at`,
  ),
  counts: db.prepare<[], CountRow>(
    `SELECT district, COUNT(*) AS promises, SUM(outstanding) AS outstanding
       FROM elector WHERE ${CALLED_ON} GROUP BY district`,
  ),
  told: db.prepare<[{ opens: number }], ToldRow>(
    `SELECT district, (told_at - @opens) / ${MINUTE} AS at, COUNT(*) AS promises
       FROM (SELECT district, ${firstToldInSql('elector')} AS told_at
               FROM elector WHERE voted_at IS NOT NULL AND ${CALLED_ON})
      GROUP BY 1, 2`,
  ),
  slips: db.prepare<[{ opens: number }], SlipRow>(
    `SELECT district, station_id, (told_at - @opens) / ${MINUTE} AS at FROM slip WHERE told_at IS NOT NULL`,
  ),
  numbersBy: db
    .prepare<[{ districts: string; until: number }], number>(
      `SELECT COUNT(*) FROM elector
        WHERE district IN (SELECT value FROM json_each(@districts)) AND voted_at IS NOT NULL AND removed_at IS NULL
          AND ${firstToldInSql('elector')} <= @until`,
    )
    .pluck(),
  people: db.prepare<[string], PersonRow>(
    `SELECT elector.id, district, street_id || char(10) || ${DOOR} AS door,
            outstanding, CASE WHEN voted_at IS NOT NULL THEN ${firstToldInSql('elector')} END AS told_at
       FROM json_each(?) JOIN elector ON elector.id = value
      WHERE ${CALLED_ON}`,
  ),
}));

/**
 * What the room knows at a time about its outstanding promises, by station, or by district where no station is set; and
 * that time in minutes since polls opened. Only answers of that day count.
 */
export function readEvidence(room: Room, time: Date): { evidence: StationEvidence[]; now: Minutes } {
  const opens = new Date(time).setHours(POLLS_OPEN, 0, 0, 0);
  const now = Math.min(DAY, (time.getTime() - opens) / MINUTE);
  const asked = askedOn(room, opens, time.getTime());
  const people = Map.groupBy(
    sql(room.db).people.iterate(JSON.stringify([...asked.keys()])),
    ({ district }) => district,
  );
  // Without enough answers nothing is said, and nobody waits for the rest.
  const isEnough = asked.size >= LEAST_ANSWERS;
  const told = Map.groupBy(isEnough ? sql(room.db).told.all({ opens }) : [], ({ district }) => district);
  const slips = isEnough ? sql(room.db).slips.all({ opens }) : [];
  const official = officialFigures(room);
  const counts = sql(room.db).counts.all();
  const evidence = placesOf(room, counts).map(({ id, name, districts }): StationEvidence => {
    const here = <Row>(of: ReadonlyMap<string, Row[]>) => districts.flatMap((each) => of.get(each) ?? []);
    const posted = (isEnough && id !== null && official.get(id)) || [];
    const called = here(people).map((person) => ({ ...person, ...doorOf(asked.get(person.id) ?? []) }));
    const counted = counts.filter(({ district }) => districts.includes(district));
    const saidNot = called.flatMap(({ outstanding, saidNotAt }) =>
      outstanding === 1 ? (saidNotAt ?? []) : [],
    );
    return {
      name,
      promises: sum(counted, ({ promises }) => promises),
      // A slip on which nobody is a promise shows that there was a teller.
      told: [
        ...here(told).map(({ at, promises }) => ({ at, promises })),
        ...slips
          .filter((slip) =>
            slip.station_id === null ? districts.includes(slip.district) : slip.station_id === id,
          )
          .map((slip) => ({ at: slip.at, promises: 0 })),
      ],
      answers: called.flatMap(({ first, door, told_at }): Answer[] => {
        const toldAt = told_at === null ? null : (told_at - opens) / MINUTE;
        return first ? [{ at: first.at, saidVoted: first.answer === 'voted', door, toldAt }] : [];
      }),
      out: called.filter(({ first, isOut }) => !first && isOut).length,
      notAsked: sum(counted, ({ outstanding }) => outstanding) - saidNot.length,
      saidNot,
      official: posted
        .filter((figure) => figure.at >= opens && figure.at <= time.getTime())
        .map((figure) => ({
          at: (figure.at - opens) / MINUTE,
          ballots: figure.ballots,
          numbers:
            sql(room.db).numbersBy.get({ districts: JSON.stringify(districts), until: figure.at }) ?? 0,
        })),
    };
  });
  return { evidence, now };
}

type Place = { id: number | null; name: string; districts: readonly string[] };

/** The stations, and the districts without one. */
function placesOf(room: Room, counts: readonly CountRow[]): Place[] {
  const known = stations(room);
  const loose = counts.filter(({ district }) => !known.some(({ districts }) => districts.includes(district)));
  return [...known, ...loose.map(({ district }) => ({ id: null, name: district, districts: [district] }))];
}

/** What somebody answered on one sheet, and about when. */
type Asked = { answer: string; at: Minutes };

/** What each elector answered that day, in order. An answer that was typed again is as it was typed last. */
function askedOn(room: Room, opens: number, until: number): Map<number, Asked[]> {
  const sheets = Map.groupBy(sql(room.db).sheets.iterate(), ({ code }) => code);
  const bySheet = new Map<string, Asked & { elector: number }>();
  for (const { elector_id, entered, at, code } of sql(room.db).answers.iterate({ from: opens, to: until })) {
    const key = `${elector_id} ${code}`;
    const knocked = (knockedAt(sheets.get(code ?? '') ?? [], at, opens) - opens) / MINUTE;
    bySheet.set(key, { elector: elector_id, answer: entered, at: bySheet.get(key)?.at ?? knocked });
  }
  const answers = [...bySheet.values()].filter(({ answer }) => answer !== '').sort((a, b) => a.at - b.at);
  return Map.groupBy(answers, ({ elector }) => elector);
}

/**
 * About when the doors of a sheet were knocked, whose answers were entered at `entered`. Nobody writes that down: half-way
 * between its going out and its coming back, and soon after it went out if it was only entered late. Of a sheet that was
 * printed before polls opened and that nobody recorded as out it is known only when it was back.
 */
function knockedAt(sheet: readonly SheetTime[], entered: number, opens: number): number {
  const last = (...kinds: string[]) =>
    sheet.filter(({ kind, at }) => kinds.includes(kind) && at <= entered).at(-1)?.at;
  const out = last('sheet out') ?? last('sheet printed', 'sheet');
  const back = last('sheet back') ?? entered;
  const half = (KNOCKED_WITHIN / 2) * MINUTE;
  if (out === undefined || out < opens || out > back) return back - half;
  return Math.min((out + back) / 2, out + half);
}

const SAID_NOT = ['will vote', 'lift'];

/** What the answers of one person come to. The first time that somebody opened is what counts. */
function doorOf(asked: readonly Asked[]): {
  first: Asked | undefined;
  saidNotAt: Minutes | undefined;
  isOut: boolean;
} {
  return {
    first: asked.find(({ answer }) => answer === 'voted' || SAID_NOT.includes(answer)),
    saidNotAt: asked.findLast(({ answer }) => SAID_NOT.includes(answer))?.at,
    isOut: asked.some(({ answer }) => answer === 'out'),
  };
}
