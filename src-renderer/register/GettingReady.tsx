import type { Readiness } from '../../src-main/api/readiness.ts';
import { boardBy } from '../board/board-choices.ts';
import { practiceId } from '../room/practice-id.ts';
import type { ScreenId } from '../room/screen-ids.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { askOnRegister, openScreen, registerTab, sheetsTab } from '../room/use-screen.ts';
import { TickIcon } from '../shared/icons.tsx';
import { remembered } from '../shared/remembered.ts';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './getting-ready.module.css';
import { StartPractice } from './StartPractice.tsx';
import { useReadiness } from './use-readiness.ts';

type Step = { id: keyof Readiness; what: string; why: string; go: () => void; isExtra?: boolean };

const to =
  (screen: ScreenId, before: () => void = () => {}) =>
  () => {
    before();
    openScreen(screen);
  };

const STEPS: Step[] = [
  {
    id: 'passphrase',
    what: 'Give the room a passphrase',
    why: 'or choose to continue without one',
    go: to('safety'),
  },
  {
    id: 'register',
    what: 'Import the register',
    why: 'with its canvass, or the sample to try it out',
    go: to('register', () => registerTab.set('file')),
  },
  {
    id: 'promises',
    what: 'Say which answers count as a promise',
    why: 'every party has its own letters',
    go: () => askOnRegister('promises', 'register'),
  },
  {
    id: 'pollingDay',
    what: 'Set polling day and the kind of election',
    why: 'they decide who may vote',
    go: () => askOnRegister('poll', 'register'),
  },
  {
    id: 'settled',
    what: 'Settle what the import did not guess',
    why: 'nothing to do if it asked nothing',
    go: to('register', () => registerTab.set('settle')),
  },
  {
    id: 'stations',
    what: 'Name the polling stations',
    why: 'with the districts that vote there, and who tells when',
    go: to('board', () => boardBy.set('stations')),
  },
  {
    id: 'committeeRoom',
    what: 'Say where the committee room is',
    why: 'it is at the foot of every sheet',
    go: to('sheets', () => sheetsTab.set('other')),
    isExtra: true,
  },
  {
    id: 'secondBackup',
    what: 'Pick a second place for backups',
    why: 'such as a USB stick',
    go: to('safety'),
    isExtra: true,
  },
];

const kept = remembered('getting-ready', '');

/**
 * What to do before polling day, ticked as it is done, and a practice at the end. `isAside` where something else is
 * being done: then it is a line, until somebody opens it, and is gone once the day has begun.
 */
export function GettingReady({ isAside = false }: { isAside?: boolean }) {
  const { t } = useWords();
  const open = useStore(kept);
  const ready = useReadiness();
  const hasBegun = typeof useRoomSummary().data?.lastNumberAt === 'number';
  if (!ready.data || practiceId !== null) return null;
  const { data } = ready;
  const needed = STEPS.filter(({ isExtra }) => !isExtra);
  const done = needed.filter(({ id }) => data[id]).length;
  const isReady = done === needed.length;
  // Once numbers come in, the day has begun.
  const isOpen = !isAside && (open === '' ? !isReady && !hasBegun : open === 'yes');
  if (isAside && hasBegun) return null;
  return (
    <details
      className={classes.ready}
      open={isOpen}
      onToggle={(event) => {
        const now = event.currentTarget.open;
        // Rendering it open also fires this event. Only a change is a choice.
        if (now !== isOpen && !isAside) kept.set(now ? 'yes' : 'no');
      }}
    >
      <summary className={classes.summary}>
        {isReady
          ? t('Ready for polling day')
          : t('Getting ready: {{done}} of {{needed}} done', { done, needed: needed.length })}
      </summary>
      <ol className={classes.steps}>
        {STEPS.map(({ id, what, why, go, isExtra }) => (
          <li key={id} className={classes.step}>
            <span className={classes.tick}>
              {data[id] ? <TickIcon size={20} /> : null}
              <span className={classes.hidden}>{data[id] ? t('Done:') : t('To do:')}</span>
            </span>
            <button type="button" className={classes.go} onClick={go}>
              {t(what)}
            </button>
            <span className={classes.why}>{isExtra ? t('{{why}} (optional)', { why: t(why) }) : t(why)}</span>
          </li>
        ))}
      </ol>
      <StartPractice />
    </details>
  );
}
