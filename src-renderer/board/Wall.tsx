import { Button } from '@mantine/core';
import { useRef } from 'react';
import type { Board } from '../../src-main/turnout/types.ts';
import { count, perCent, time } from '../shared/format.ts';
import { PerCentBar } from '../shared/PerCentBar.tsx';
import { useBoard } from './use-board.ts';
import { useCoverage } from './use-coverage.ts';
import classes from './wall.module.css';

/** How it stands in type for a television across the room. */
export function Wall({ board }: { board: Board }) {
  const wall = useRef<HTMLDivElement>(null);
  const districts = useBoard('district').data?.rows ?? [];
  const coverage = useCoverage().data ?? [];
  return (
    <>
      <div>
        <Button variant="default" onClick={() => void wall.current?.requestFullscreen()}>
          Fill the screen (Escape ends it)
        </Button>
      </div>
      <div ref={wall} className={classes.wall}>
        <dl className={classes.figures}>
          <Figure name="Outstanding" value={count(board.outstanding)} />
          <Figure name="Promises voted" value={perCent(board.turnout)} />
          <Figure name="Voted" value={count(board.voted)} />
        </dl>
        <table className={classes.table}>
          <caption className={classes.caption}>By polling district</caption>
          <thead>
            <tr>
              <th scope="col">District</th>
              <th scope="col">Outstanding</th>
              <th scope="col">Promises voted</th>
              <th scope="col">Numbers up to</th>
            </tr>
          </thead>
          <tbody>
            {districts.map(({ district, outstanding, turnout }) => {
              const lastAt =
                coverage.find((place) => place.districts.includes(district ?? ''))?.lastAt ?? null;
              return (
                <tr key={district}>
                  <th scope="row">{district}</th>
                  <td>{count(outstanding)}</td>
                  <td>
                    <PerCentBar value={turnout} />
                  </td>
                  <td>{lastAt === null ? 'none yet' : time(lastAt)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
