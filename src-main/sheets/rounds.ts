import { z } from 'zod';
import { say } from '../../src-shared/message.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { changeSetting, readSetting } from '../store/settings.ts';
import { storedJson } from '../store/stored-json.ts';

const sql = prepared((db) => ({
  newest: db
    .prepare<[], number | null>(
      "SELECT MAX(detail ->> 'round') FROM journal WHERE kind = 'sheet' AND json_type(detail, '$.round') = 'integer'",
    )
    .pluck(),
}));

/** The newest round with sheets; 1 before there are any. */
export function newestRound(room: Room): number {
  return sql(room.db).newest.get() ?? 1;
}

/** When each round goes out, by its number. */
export function roundTimes(room: Room): Record<number, string> {
  return storedJson(readSetting(room, 'round_times') ?? '{}', z.record(z.string(), z.string()));
}

/**
 * Sets when a round goes out; '' for no time.
 * @throws Refusal if it is not a time of day.
 */
export function planRound(room: Room, round: number, time: string, by = ''): void {
  if (time !== '' && !/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) {
    throw new Refusal(say('Give the time of the round as 18:00.'));
  }
  room.change(() => {
    const { [round]: _, ...others } = roundTimes(room);
    const times = time === '' ? others : { ...others, [round]: time };
    changeSetting(room, 'round_times', JSON.stringify(times), by);
  });
}
