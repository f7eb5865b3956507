import { type Message, say } from '../../../src-shared/message.ts';
import { timeOfDay } from '../../../src-shared/time-of-day.ts';
import { holdsInSql } from '../../store/journal/journal-links.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { electorById, enteredElector } from '../find-elector.ts';
import { doubtAbout, tellingInSql } from '../mark.ts';
import type { OfficialFigure } from '../official-figures.ts';
import { type SlipName, slipNameOf } from '../slips/slip-name.ts';
import { allSlips, differencesOf } from '../slips/slips.ts';
import type { EnteredElector } from '../types.ts';
import { readCoverage, type StationCoverage } from './coverage.ts';
import { strokesApart, strokesNowhere } from './strokes.ts';

/** First those about which most can be done, last those of which there may be many. */
const KINDS = ['door', 'slip', 'official', 'untold', 'mark'] as const;

/** What two sources say differently, and what to do about it. */
export type SourceDifference = {
  kind: (typeof KINDS)[number];
  /** Apart from every other of the list. */
  key: string;
  /** Whom it is about; null for nobody. */
  elector: (EnteredElector & { id: number }) | null;
  says: Message;
  todo: Message;
};

type Told = { id: number; doorstep: string; told_at: number; slip_id: number | null };

const sql = prepared((db) => ({
  /** Marked off, and kept off sheets for a reason or asked at a door that says otherwise: with their first telling. */
  doubtful: db.prepare<[], Told>(
    `SELECT elector.id, doorstep, COALESCE(slip.told_at, told.at) AS told_at, told.slip_id
       FROM elector
       JOIN journal AS told ON told.id = (
              SELECT first.id FROM journal AS first WHERE first.elector_id = elector.id AND ${tellingInSql('first')}
               ORDER BY first.at, first.status DESC, first.id LIMIT 1)
       LEFT JOIN slip ON slip.id = told.slip_id
      WHERE voted_at IS NOT NULL AND removed_at IS NULL
        AND (doorstep IN ('will vote', 'lift', 'refused', 'moved') OR kept_off <> '' OR postal)
      ORDER BY told_at, elector.id`,
  ),
  untold: db.prepare<[], { district: string; electors: number }>(
    `SELECT district, COUNT(*) AS electors FROM elector
      WHERE promise AND doorstep = 'voted' AND voted_at IS NULL AND removed_at IS NULL GROUP BY district`,
  ),
  /** The sheet of the answer that is kept. */
  sheetOf: db
    .prepare<[number, string], string>(
      `SELECT detail ->> 'code' FROM journal
        WHERE kind = 'doorstep' AND elector_id = ? AND entered = ? AND ${holdsInSql('journal')}
        ORDER BY seq DESC LIMIT 1`,
    )
    .pluck(),
  // For all sheets at once: no index leads to one of them.
  made: db.prepare<[], { code: string; at: number }>(
    `SELECT detail ->> 'code' AS code, MIN(at) AS at FROM journal
      WHERE kind = 'sheet' AND json_type(detail, '$.code') = 'text' GROUP BY 1`,
  ),
}));

/**
 * Where a teller, a door, a second entry of a slip and what a station posts say different things: each with what to do.
 * `now` is when the hours of the day end.
 */
export function sourceDifferences(room: Room, now: Date = new Date()): SourceDifference[] {
  const sheets = new Map(
    sql(room.db)
      .made.all()
      .map(({ code, at }) => [code, at]),
  );
  const found = [
    ...slipsApart(room),
    ...countsApart(room),
    ...stationsApart(room, now),
    ...sql(room.db)
      .doubtful.all()
      .flatMap((told) => ofElector(room, told, sheets)),
  ];
  const place = ({ kind }: SourceDifference) => KINDS.indexOf(kind);
  return found.sort((a, b) => place(a) - place(b));
}

/** When each sheet was made, by its code. */
type SheetTimes = ReadonlyMap<string, number>;

function ofElector(room: Room, told: Told, sheets: SheetTimes): SourceDifference[] {
  const elector = electorById(room, told.id);
  if (!elector) return [];
  const slip = slipNameOf(room.db, told.slip_id);
  const about = {
    elector: { id: told.id, ...enteredElector(elector) },
    todo: whatToDo(slip),
  };
  const answer = answerAfter(room, told, sheets);
  const doubt = doubtAbout(elector);
  return [
    ...(answer === null
      ? []
      : [
          {
            ...about,
            kind: 'door' as const,
            key: `door ${told.id}`,
            says: say('Told at {{told}}, and at the door after that: {{answer}} (sheet {{code}}).', {
              told: timeOfDay(told.told_at),
              answer: answer.says,
              code: answer.code,
            }),
          },
        ]),
    ...(doubt === undefined
      ? []
      : [
          {
            ...about,
            kind: 'mark' as const,
            key: `mark ${told.id}`,
            says: say('Told at {{told}}. {{doubt}}', { told: timeOfDay(told.told_at), doubt }),
          },
        ]),
  ];
}

/**
 * The answer at the door of somebody who had been told before the sheet was made: one that was made earlier may have
 * been asked before they voted. So may one whose making is not in the journal, such as a sheet of a room that joined.
 */
function answerAfter(
  room: Room,
  { id, doorstep, told_at }: Told,
  sheets: SheetTimes,
): { code: string; says: Message } | null {
  const says = NOT_VOTED[doorstep];
  const code = says && sql(room.db).sheetOf.get(id, doorstep);
  const madeAt = code === undefined ? undefined : sheets.get(code);
  return says && code && madeAt !== undefined && told_at < madeAt ? { code, says } : null;
}

/** Answers that somebody who has voted does not give. */
const NOT_VOTED: Record<string, Message> = {
  'will vote': say('will vote'),
  lift: say('wants a lift'),
  moved: say('moved'),
};

function whatToDo(slip: SlipName | null): Message {
  return slip === null
    ? say('Ask who entered it. If the number was another one, undo this mark and enter that.')
    : say(
        'Look at slip {{slip}}, or ask the teller. If the number was another one, undo this mark and enter that.',
        {
          slip,
        },
      );
}

function slipsApart(room: Room): SourceDifference[] {
  return allSlips(room).flatMap((slip): SourceDifference[] => {
    const differences = slip.state === 'differs' ? differencesOf(room, slip) : null;
    if (!differences) return [];
    return [
      {
        kind: 'slip',
        key: `slip ${slip.id}`,
        elector: null,
        says: say(
          'Slip {{slip}} was entered twice: {{first}} only the first time, {{second}} only the second.',
          {
            slip: slip.secondOfNumber ?? slip.number,
            first: differences.onlyFirst.length,
            second: differences.onlySecond.length,
          },
        ),
        todo: say(
          'Open it under Tally, All slips, and keep or take back each number, with the paper in your hand.',
        ),
      },
    ];
  });
}

/** The strokes of a slip that somebody entered twice, and differently. */
function countsApart(room: Room): SourceDifference[] {
  return strokesApart(room).map(({ slip, first, second }) => ({
    kind: 'slip',
    key: `strokes ${slip} ${first} ${second}`,
    elector: null,
    says: say(
      'Slip {{slip}} was entered twice: {{first}} gave nothing the first time, {{second}} the second. The higher count is used.',
      { slip: slipNameOf(room.db, slip) ?? '', first, second },
    ),
    todo: say(
      'Count the strokes on the paper. Under Tally, All slips, go on with the one that is wrong, and finish it with the right count.',
    ),
  }));
}

function withoutPlace(room: Room, places: readonly StationCoverage[]): SourceDifference[] {
  return strokesNowhere(room, places).map(({ slip, strokes }) => ({
    kind: 'slip',
    key: `nowhere ${slip}`,
    elector: null,
    says: say('Slip {{slip}}: {{strokes}} gave nothing, but it names no station, so no station has them.', {
      slip: slipNameOf(room.db, slip) ?? '',
      strokes,
    }),
    todo: say('Open it under Tally, All slips, and press “It is from another district…”.'),
  }));
}

function stationsApart(room: Room, now: Date): SourceDifference[] {
  const untold = new Map(
    sql(room.db)
      .untold.all()
      .map(({ district, electors }) => [district, electors]),
  );
  const places = readCoverage(room, now);
  return [
    ...withoutPlace(room, places),
    ...places.flatMap((place) => [
      ...falling(place),
      ...place.official.flatMap((figure) => moreThanIssued(place, figure)),
      ...unseen(place),
      ...saidAtDoors(place, untold),
    ]),
  ];
}

/** A station cannot take back ballot papers that it has issued. */
function falling({ station, name, official }: StationCoverage): SourceDifference[] {
  return official.flatMap((later, place): SourceDifference[] => {
    const before = official[place - 1];
    if (before === undefined || before.ballots <= later.ballots) return [];
    return [
      {
        kind: 'official',
        key: `falling ${station?.id} ${later.at}`,
        elector: null,
        says: say(
          '{{station}} had issued {{before}} ballot papers at {{earlier}}, but only {{after}} at {{later}}.',
          {
            station: name,
            before: before.ballots,
            earlier: timeOfDay(before.at),
            after: later.ballots,
            later: timeOfDay(later.at),
          },
        ),
        todo: say('One of them is wrong. Take it back under Board, Stations, and type the right one.'),
      },
    ];
  });
}

function moreThanIssued(
  { station, name, hours }: StationCoverage,
  { at, ballots }: OfficialFigure,
): SourceDifference[] {
  // Only full hours are known: what was told in the hour of the figure may be later.
  const seen = seenBefore(hours, new Date(at).getHours());
  if (seen <= ballots) return [];
  return [
    {
      kind: 'official',
      key: `more than issued ${station?.id} ${at}`,
      elector: null,
      says: say(
        '{{station}}: the tellers counted {{seen}} voters before {{hour}}, but the station had issued {{ballots}} ballot papers at {{time}}.',
        {
          station: name,
          seen,
          hour: timeOfDay(new Date(at).setMinutes(0)),
          ballots,
          time: timeOfDay(at),
        },
      ),
      todo: say('Check the figure, and whether a slip was entered for the wrong station, or twice.'),
    },
  ];
}

/** By the newest figure: how many voters no teller has seen. */
function unseen({ station, name, hours, official }: StationCoverage): SourceDifference[] {
  const newest = official.at(-1);
  if (!newest) return [];
  const seen = seenBefore(hours, new Date(newest.at).getHours() + 1);
  if (seen >= newest.ballots) return [];
  return [
    {
      kind: 'official',
      key: `unseen ${station?.id}`,
      elector: null,
      says: say(
        '{{station}} had issued {{ballots}} ballot papers at {{time}}; the tellers counted {{seen}} voters by then.',
        { station: name, ballots: newest.ballots, time: timeOfDay(newest.at), seen },
      ),
      todo: say(
        'Of those whom nobody told some have voted: believe this station’s silence less, or send a teller.',
      ),
    },
  ];
}

function saidAtDoors(
  { name, districts }: StationCoverage,
  untold: ReadonlyMap<string, number>,
): SourceDifference[] {
  const electors = districts.reduce((sum, district) => sum + (untold.get(district) ?? 0), 0);
  if (electors === 0) return [];
  return [
    {
      kind: 'untold',
      key: `untold ${districts.join()}`,
      elector: null,
      says: say(
        '{{station}}: {{electors}} promises say at the door that they have voted, and no teller told them.',
        {
          station: name,
          electors,
        },
      ),
      todo: say('They are left off sheets. If there are many, ask whether somebody is telling there.'),
    },
  ];
}

/** Voters whom tellers counted in the hours before this one, each once: numbers, names and strokes. */
function seenBefore(hours: StationCoverage['hours'], until: number): number {
  return hours
    .filter(({ hour }) => hour < until)
    .reduce((sum, { voted, gaveNothing }) => sum + voted + gaveNothing, 0);
}
