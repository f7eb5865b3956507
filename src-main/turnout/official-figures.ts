import { say } from '../../src-shared/message.ts';
import { timeOfDay } from '../../src-shared/time-of-day.ts';
import { addToJournal } from '../store/journal/journal.ts';
import { headsOf, subjectsFrom } from '../store/journal/journal-links.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { districtCounts, sumOf } from './figures/board.ts';
import { stations } from './stations.ts';

/** How many ballot papers a station says that it has issued by a time, in milliseconds since 1970. */
export type OfficialFigure = { at: number; ballots: number };

const sql = prepared((db) => ({
  detail: db.prepare<[string], string | null>('SELECT detail FROM journal WHERE id = ?').pluck(),
}));

/**
 * Records what a station has posted of its ballot papers at a time; null takes back what was recorded for that time.
 * @throws Refusal if the station is not in the room, or has fewer electors, or the time is still to come.
 */
export function saveOfficialFigure(
  room: Room,
  { stationId, at, ballots, by }: { stationId: number; at: number; ballots: number | null; by: string },
): void {
  const station = stations(room).find(({ id }) => id === stationId);
  if (!station) throw new Refusal(say('That polling station is no longer in this room. Choose another.'));
  const here = districtCounts(room).filter(({ district }) => station.districts.includes(district));
  const electors = sumOf(here, 'electors');
  if (ballots !== null && ballots > electors) {
    throw new Refusal(
      say('{{station}} has {{electors}} electors, fewer than {{ballots}}. Check the figure.', {
        station: station.name,
        electors,
        ballots,
      }),
    );
  }
  const now = Date.now();
  if (ballots !== null && at > now) {
    throw new Refusal(
      say(
        'It is {{now}} by the clock of this computer: nothing can be posted at {{time}} yet. Check the time.',
        {
          now: timeOfDay(now),
          time: timeOfDay(at),
        },
      ),
    );
  }
  const detail = { station: stationId, name: station.name, at, ballots };
  room.change(() => addToJournal(room, { kind: 'official', by, detail }));
}

/**
 * What each station has posted, by its id, earliest first. Where two laptops say different numbers for one time, the
 * lower one counts until somebody settles it: nobody is taken to have voted because of a mistake.
 */
export function officialFigures(room: Room): Map<number, OfficialFigure[]> {
  const figures = subjectsFrom(room.db, 'official\t').flatMap((subject) => {
    const said = headsOf(room.db, subject).map((id) =>
      storedDetail('official', sql(room.db).detail.get(id) ?? null),
    );
    const ballots = said.flatMap((each) => each.ballots ?? []);
    const [first] = said;
    return first && ballots.length === said.length
      ? [{ station: first.station, at: first.at, ballots: Math.min(...ballots) }]
      : [];
  });
  return new Map(
    [...Map.groupBy(figures, ({ station }) => station)].map(([station, posted]) => [
      station,
      posted.map(({ at, ballots }) => ({ at, ballots })).sort((a, b) => a.at - b.at),
    ]),
  );
}
