import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { FigureName, PartName } from '../../src-main/turnout/figures/figure-types.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import type { OpenedFigure } from './opened-figure.ts';

/** Enough to read, and quick to draw. */
const PAGE = 200;

type Where = Omit<OpenedFigure, 'figure'>;

/** A figure and the parts that add up to it. */
export function useFigure(figure: FigureName, { scope, poll: election }: Where) {
  return useQuery({
    queryKey: [ROOM, 'figure', figure, scope, election],
    queryFn: ({ signal }) => client.turnout.figure.query({ figure, scope, election }, { signal }),
  });
}

/** The people of a part, page by page. */
export function usePeople(figure: FigureName, path: PartName[], { scope, poll: election }: Where) {
  return useInfiniteQuery({
    queryKey: [ROOM, 'people of figure', figure, path, scope, election],
    queryFn: ({ pageParam: offset, signal }) =>
      client.turnout.peopleOfFigure.query({ figure, path, scope, election, offset, limit: PAGE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (page, _pages, offset) => (page.length < PAGE ? undefined : offset + PAGE),
  });
}

/** What a row opens into. */
export function useFigureRow({ scope, poll: election }: Where) {
  return useQuery({
    queryKey: [ROOM, 'figure row', scope, election],
    queryFn: ({ signal }) => client.turnout.figureRow.query({ scope, election }, { signal }),
  });
}

/** How the time to knock a street or walk is reckoned. */
export function useKnockTime({ scope, poll: election }: Where) {
  return useQuery({
    queryKey: [ROOM, 'knock time', scope, election],
    queryFn: ({ signal }) => client.turnout.knockTime.query({ scope, election }, { signal }),
  });
}

/** A street, door by door. */
export function useStreetDoors(district: string, street: string, election: OpenedFigure['poll']) {
  return useQuery({
    queryKey: [ROOM, 'street doors', district, street, election],
    queryFn: ({ signal }) => client.turnout.streetDoors.query({ district, street, election }, { signal }),
  });
}
