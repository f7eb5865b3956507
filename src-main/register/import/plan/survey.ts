import type { Room } from '../../../store/room.ts';
import { readCodeMeanings } from '../../elector/code-meanings.ts';
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
  const intentions = [...electors, ...answers].map(({ votingIntention }) => votingIntention ?? '');
  return {
    asked: askedValues(joinedReports([cells, ...(canvass ? [canvass.cells] : [])]), rules),
    dates: [
      ...cells.dates.map((each) => ({ ...each, which: 'register' as const })),
      ...(canvass?.cells.dates ?? []).map((each) => ({ ...each, which: 'canvass' as const })),
    ],
    votingIntentions: counted(intentions).map(({ code, electors: count }) => ({
      code,
      electors: count,
      meaning: chosen.get(code.trim().toUpperCase()) ?? codes.of(code),
    })),
    markers: counted(electors.flatMap(({ markers }) => (markers === '' ? [] : markerKeys(markers)))).map(
      (marker) => ({ ...marker, meaning: meaningAtAll(rules, marker.code) }),
    ),
    pollingDistricts: counted(electors.map(({ district }) => district)),
    streets: counted(
      electors.map(({ district, door }) => (door.street === '' ? '' : `${district} ${door.street}`)),
    ),
    elections,
  };
}

/** Distinct codes, most frequent first, without blanks. */
function counted(codes: readonly string[]): CodeCount[] {
  const counts = new Map<string, number>();
  for (const code of codes) if (code !== '') counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, electors]) => ({ code, electors })).sort((a, b) => b.electors - a.electors);
}
