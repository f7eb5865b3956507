import { Button } from '@mantine/core';
import { useRef } from 'react';
import type { Board } from '../../src-main/turnout/types.ts';
import { count, perCent, time } from '../shared/format.ts';
import { PerCentBar } from '../shared/PerCentBar.tsx';
import { useWords } from '../shared/use-words.ts';
import { useBoard, useCoverage } from './use-board.ts';
import classes from './wall.module.css';

/** The board in large type, for a television across the room. */
export function Wall({ board }: { board: Board }) {
  const { t } = useWords();
  const wall = useRef<HTMLDivElement>(null);
  const districts = useBoard('district').data?.rows ?? [];
  const coverage = useCoverage().data ?? [];
  return (
    <>
      <div>
        <Button variant="default" onClick={() => void wall.current?.requestFullscreen()}>
          {t('Fill the screen (Escape ends it)')}
        </Button>
      </div>
      <div ref={wall} className={classes.wall}>
        <dl className={classes.figures}>
          <Figure name={t('Outstanding')} value={count(board.outstanding)} />
          <Figure name={t('Promises voted')} value={perCent(board.turnout)} />
          <Figure name={t('Voted')} value={count(board.voted)} />
        </dl>
        <table className={classes.table}>
          <caption className={classes.caption}>{t('By polling district')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('District')}</th>
              <th scope="col">{t('Outstanding')}</th>
              <th scope="col">{t('Promises voted')}</th>
              <th scope="col">{t('Numbers up to')}</th>
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
                  <td>{lastAt === null ? t('none yet') : time(lastAt)}</td>
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
