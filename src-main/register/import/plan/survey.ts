import type { Room } from '../../../store/room.ts';
import { foldedCounts, readCodeMeanings } from '../../elector/code-meanings.ts';
import { markerKeys } from '../../elector/markers.ts';
import { meaningAtAll, votingRules } from '../../elector/voting-rules.ts';
import { joinedReports } from '../../file/not-understood.ts';
import { type CanvassReading, linesOf } from '../../file/read-canvass.ts';
import type { RegisterReading } from '../../file/read-register.ts';
import type { CodeCount, Survey } from '../../types.ts';
import { askedValues } from '../answered-cells.ts';
import type { ImportChoice } from './choice.ts';

/** What is in the files, as the room understands it before the import. */
export function describe(
  room: Room,
  { meanings, poll }: Pick<ImportChoice, 'meanings' | 'poll'>,
  { electors, elections, cells }: RegisterReading,
  canvass: CanvassReading | undefined,
): Omit<Survey, 'result' | 'misread'> {
  const codes = readCodeMeanings(room);
  const chosen = new Map(
    Object.entries(meanings).map(([code, meaning]) => [code.trim().toUpperCase(), meaning]),
  );
  const rules = votingRules(room, poll);
  const answers = canvass ? linesOf(canvass) : [];
  const intentions = electors.counts('votingIntention');
  for (const { votingIntention } of answers) add(intentions, votingIntention, 1);
  const markers = new Map<string, number>();
  for (const [cell, count] of electors.counts('markers'))
    if (cell !== '') for (const key of markerKeys(cell)) add(markers, key, count);
  return {
    asked: askedValues(joinedReports([cells, ...(canvass ? [canvass.cells] : [])]), rules),
    dates: [
      ...cells.dates.map((each) => ({ ...each, which: 'register' as const })),
      ...(canvass?.cells.dates ?? []).map((each) => ({ ...each, which: 'canvass' as const })),
    ],
    votingIntentions: foldedCounts(counted(intentions)).map(({ code, electors: count }) => ({
      code,
      electors: count,
      meaning: chosen.get(code.trim().toUpperCase()) ?? codes.of(code),
    })),
    markers: counted(markers).map((marker) => ({ ...marker, meaning: meaningAtAll(rules, marker.code) })),
    pollingDistricts: counted(electors.counts('district')),
    streets: counted(electors.streets()),
    elections,
  };
}

function add<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** Codes, most frequent first, without blanks. */
function counted(counts: ReadonlyMap<string | null, number>): CodeCount[] {
  return [...counts]
    .flatMap(([code, electors]) => (code ? [{ code, electors }] : []))
    .sort((a, b) => b.electors - a.electors);
}
