import { z } from 'zod';
import { say } from '../../src-words/message.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { storedJson } from '../store/stored-json.ts';
import { issuedSheets } from './issued.ts';

/** A round of knocking up, as its sheets stand. */
export type Round = {
  number: number;
  /** When it is to go out, `18:00`; '' when nobody has said. */
  time: string;
  /** When its first sheet was made, milliseconds since 1970; null before that. */
  begunAt: number | null;
  sheets: number;
  out: number;
  back: number;
  lost: number;
};

const sql = prepared((db) => ({
  newest: db
    .prepare<[], number | null>(
      "SELECT MAX(detail ->> 'round') FROM journal WHERE kind = 'sheet' AND json_type(detail, '$.round') = 'integer'",
    )
    .pluck(),
}));

/** The newest round with sheets, 1 before there are any. */
export function newestRound(room: Room): number {
  return sql(room.db).newest.get() ?? 1;
}

/** The rounds, those planned included, in order. */
export function readRounds(room: Room): Round[] {
  const times = roundTimes(room);
  const rounds = new Map<number, Round>();
  const of = (number: number) => {
    const known = rounds.get(number) ?? {
      number,
      time: times[number] ?? '',
      begunAt: null,
      sheets: 0,
      out: 0,
      back: 0,
      lost: 0,
    };
    rounds.set(number, known);
    return known;
  };
  for (const number of Object.keys(times)) of(Number(number));
  for (const { round: number, state, madeAt } of issuedSheets(room)) {
    // The fresh sheet in its place is counted.
    if (state === 'replaced') continue;
    const round = of(number);
    round.sheets += 1;
    round.begunAt = Math.min(round.begunAt ?? madeAt, madeAt);
    if (state === 'out' || state === 'back' || state === 'lost') round[state] += 1;
  }
  return [...rounds.values()].sort((a, b) => a.number - b.number);
}

/** When each round is to go out, by its number. */
export function roundTimes(room: Room): Record<number, string> {
  return storedJson(readSetting(room, 'round_times') ?? '{}', z.record(z.string(), z.string()));
}

/** Says when a round is to go out, '' for no time. @throws Refusal when it is no time of day. */
export function planRound(room: Room, round: number, time: string): void {
  if (time !== '' && !/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) {
    throw new Refusal(say('Give the time of the round as 18:00.'));
  }
  room.change(() => {
    const { [round]: _, ...others } = roundTimes(room);
    const times = time === '' ? others : { ...others, [round]: time };
    writeSetting(room, 'round_times', JSON.stringify(times));
  });
}
