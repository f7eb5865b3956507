import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type CSSProperties, type ReactNode, useContext, useRef } from 'react';
import type { FigureScope } from '../../src-main/turnout/figures/figure-types.ts';
import type { Wall as WallFacts } from '../../src-main/turnout/figures/wall.ts';
import { timeOfDay } from '../../src-shared/time-of-day.ts';
import { OpenFigure } from '../figures/OpenFigure.tsx';
import { PollShown } from '../figures/poll-shown.ts';
import { paperOf, usePaperLook } from '../paper/paper-choice.ts';
import { client } from '../room/client.ts';
import { type PollKind, useRoomSummary } from '../room/use-room-summary.ts';
import { count, counted, perCent, time } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { saveBase64 } from '../shared/save-text.ts';
import { Answered, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { Freshness, useOthers } from './Freshness.tsx';
import { toClose } from './to-close.ts';
import { useClock, useWall } from './use-wall.ts';
import classes from './wall.module.css';

/** The day for everybody in the room: like a board of departures, to be read from across it. */
export function Wall({ poll }: { poll: PollKind | undefined }) {
  const { t } = useWords();
  const wall = useWall(poll);
  const hasPolls = (useRoomSummary().data?.polls.length ?? 0) > 1;
  const hasOthers = useOthers().length > 0;
  const frame = useRef<HTMLDivElement>(null);
  const [look] = usePaperLook();
  const poster = useMutation({
    mutationFn: async () => {
      const { language } = paperOf(look);
      const { fileName, base64 } = await client.sheets.other.query({
        kind: 'status',
        election: poll,
        paper: { language },
      });
      saveBase64(fileName, base64, 'application/pdf');
    },
  });
  return (
    <>
      <div className={classes.tools}>
        <Button size="sm" onClick={() => void frame.current?.requestFullscreen()}>
          {t('Fill the screen (Escape ends it)')}
        </Button>
        <Button size="sm" variant="default" disabled={poster.isPending} onClick={() => poster.mutate()}>
          {t('Save as a poster')}
        </Button>
        <Failed what={t('It was not saved.')} error={poster.error} />
      </div>
      <Answered of={wall} waiting={t('Counting…')} failed={t('The board could not be shown.')}>
        {(facts) => (
          <div
            ref={frame}
            className={classes.wall}
            style={
              {
                '--wall-lines': linesOf(facts) + (hasPolls ? POLL_LINES : 0) + (hasOthers ? OTHERS_LINES : 0),
              } as CSSProperties
            }
          >
            <Clock facts={facts} readAt={wall.dataUpdatedAt} />
            <Freshness className={classes.others} />
            <Now facts={facts} />
            <div className={classes.lists}>
              <Next facts={facts} />
              <div className={classes.beside}>
                <Silent facts={facts} />
                {hasFew(facts) && <Districts facts={facts} />}
              </div>
            </div>
            {!hasFew(facts) && <Districts facts={facts} />}
          </div>
        )}
      </Answered>
    </>
  );
}

const HOUR_MS = 60 * 60_000;

/** As many districts have their place beside the streets. */
const FEW = 6;

function hasFew({ districts }: WallFacts): boolean {
  return districts.length <= FEW;
}

/** About how many lines of text it takes, so that all of it is in sight on a full screen. */
function linesOf(facts: WallFacts): number {
  return hasFew(facts) ? 25.5 : 27.5 + Math.ceil(facts.districts.length / 3) * 1.15;
}

/** What the name of the poll takes. */
const POLL_LINES = 1.4;

/** What the freshness of other laptops takes. */
const OTHERS_LINES = 3;

function Clock({ facts, readAt }: { facts: WallFacts; readAt: number }) {
  const { t } = useWords();
  const now = useClock(facts.now, readAt);
  const polls = useRoomSummary().data?.polls ?? [];
  const chosen = useContext(PollShown);
  const poll = polls.find(({ value }) => value === chosen);
  return (
    <div className={classes.clock}>
      <time className={classes.time}>{timeOfDay(now)}</time>
      <p className={classes.close}>{toClose(facts, now)}</p>
      {polls.length > 1 && (
        <p className={classes.poll}>{poll ? roomSays(poll.label) : t('All polls of the day')}</p>
      )}
    </div>
  );
}

/** The three figures that everybody asks for. */
function Now({ facts: { figures, pace, now } }: { facts: WallFacts }) {
  const { t } = useWords();
  const isPart = useOthers().length > 0;
  const lastHour = { between: [now - HOUR_MS, now] } satisfies FigureScope;
  const hourBefore = { between: [now - 2 * HOUR_MS, now - HOUR_MS] } satisfies FigureScope;
  return (
    <dl className={classes.figures}>
      <Figure
        name={isPart ? t('Outstanding, at most') : t('Outstanding')}
        note={
          <OpenFigure figure="promises" scope={{}}>
            {t('of {{promises}} promises', { promises: count(figures.promises) })}
          </OpenFigure>
        }
      >
        <OpenFigure figure="outstanding" scope={{}}>
          {count(figures.outstanding)}
        </OpenFigure>
      </Figure>
      <Figure
        name={isPart ? t('Promises voted, at least') : t('Promises voted')}
        note={
          <>
            {t('of promises in person')};{' '}
            <OpenFigure figure="voted" scope={{}}>
              {t('{{voted}} of all electors marked off', { voted: count(figures.voted) })}
            </OpenFigure>
          </>
        }
      >
        <OpenFigure figure="turnout" scope={{}}>
          {perCent(figures.turnout)}
        </OpenFigure>
      </Figure>
      <Figure
        name={isPart ? t('In the last hour, at least') : t('Marked off in the last hour')}
        note={
          <>
            <OpenFigure figure="promisesVoted" scope={lastHour}>
              {counted(pace.promisesLastHour, 'promise')}
            </OpenFigure>
            ;{' '}
            <OpenFigure figure="voted" scope={hourBefore}>
              {t('{{before}} the hour before', { before: count(pace.hourBefore) })}
            </OpenFigure>
          </>
        }
      >
        <OpenFigure figure="voted" scope={lastHour}>
          {count(pace.lastHour)}
        </OpenFigure>
      </Figure>
    </dl>
  );
}

function Figure({ name, note, children }: { name: string; note: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={classes.value}>{children}</dd>
      <dd className={classes.note}>{note}</dd>
    </div>
  );
}

function Next({ facts: { next } }: { facts: WallFacts }) {
  const { t } = useWords();
  return (
    <table className={classes.next}>
      <caption>{t('Next streets')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('Street')}</th>
          <th scope="col">{t('District')}</th>
          <th scope="col" data-kind="figure">
            {t('To knock')}
          </th>
          <th scope="col" data-kind="figure">
            {t('Doors')}
          </th>
        </tr>
      </thead>
      <tbody>
        {next.length === 0 && (
          <tr>
            <td colSpan={4}>{t('Nobody is outstanding.')}</td>
          </tr>
        )}
        {next.map(({ id, street, district, outstanding, doors }) => (
          <tr key={id}>
            <th scope="row">
              <OpenFigure figure={null} scope={{ district, street }}>
                {street}
              </OpenFigure>
            </th>
            <td>{district}</td>
            <td data-kind="figure">
              <OpenFigure figure="outstanding" scope={{ district, street }}>
                {count(outstanding)}
              </OpenFigure>
            </td>
            <td data-kind="figure">
              <OpenFigure figure="minutes" scope={{ district, street }}>
                {count(doors)}
              </OpenFigure>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Of more, the number is said. */
const SILENT_SHOWN = 5;

function Silent({ facts }: { facts: WallFacts }) {
  const { t } = useWords();
  const { silent, notSilent, now } = facts;
  const shown = silent.length > SILENT_SHOWN ? silent.slice(0, SILENT_SHOWN - 1) : silent;
  const others = silent.length - shown.length;
  return (
    <section className={classes.silent} data-any={silent.length > 0 || undefined}>
      <h2>{t('No numbers for an hour')}</h2>
      {silent.length === 0 && <p>{notSilent ? roomSays(notSilent) : toClose(facts, now)}</p>}
      <ul>
        {shown.map(({ name, districts, lastAt }) => (
          <li key={name}>
            <strong>
              <OpenFigure figure={null} scope={{ station: { name, districts } }}>
                {name}
              </OpenFigure>
            </strong>{' '}
            {lastAt === null ? t('none yet') : t('since {{time}}', { time: time(lastAt) })}
          </li>
        ))}
        {others > 0 && <li>{t('and {{number}} more', { number: others })}</li>}
      </ul>
    </section>
  );
}

function Districts({ facts }: { facts: WallFacts }) {
  const { t } = useWords();
  const { districts } = facts;
  return (
    <section className={classes.districts}>
      <h2>{t('By polling district')}</h2>
      <ul>
        {districts.map(({ district, outstanding, turnout, lastAt }) => (
          <li key={district}>
            <strong>
              <OpenFigure figure={null} scope={{ district }}>
                {district}
              </OpenFigure>
            </strong>
            <OpenFigure figure="outstanding" scope={{ district }}>
              {t('{{number}} to knock', { number: count(outstanding) })}
            </OpenFigure>
            <OpenFigure figure="turnout" scope={{ district }}>
              {perCent(turnout)}
            </OpenFigure>
            <span className={classes.last}>{lastAt === null ? t('none yet') : time(lastAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
