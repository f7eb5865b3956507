import type { NextPlace } from '../../src-main/sheets/next-places.ts';
import { counted, time } from '../shared/format.ts';
import { words } from '../shared/words.ts';

/** A smaller share is not said: it changes little, and nobody knows it that well. */
const WORTH_SAYING = 0.15;

/**
 * Why a place is worth a knock, in plain words: who is there, how many of them have probably voted (if it matters), and
 * what has been done about it.
 */
export function reasonOf(place: NextPlace): { who: string; voted?: string; done: string } {
  const { outstanding, doors, probablyVoted } = place;
  return {
    who: words.t('{{promises}} behind {{doors}}', {
      promises: counted(outstanding, 'promise'),
      doors: counted(doors, 'door'),
    }),
    ...(probablyVoted >= WORTH_SAYING && {
      voted: words.t('about {{percent}}% probably voted unseen', {
        percent: Math.round(probablyVoted * 10) * 10,
      }),
    }),
    done: doneAt(place),
  };
}

function doneAt({ out, waiting, last }: NextPlace): string {
  const [first, ...more] = out;
  if (first) {
    const others = more.length === 0 ? [] : [words.t('and {{number}} more', { number: more.length })];
    return [withWhom(first), ...others].join(', ');
  }
  const [next] = waiting;
  if (next) return words.t('sheet {{code}} of {{at}} is waiting to go out', { ...next, at: time(next.at) });
  if (!last) return words.t('not knocked yet');
  const at = time(last.at);
  if (last.state === 'back') return words.t('knocked, back at {{at}}', { at });
  if (last.state === 'lost') return words.t('its sheet was lost at {{at}}', { at });
  return words.t('sheet made at {{at}}', { at });
}

/** `out with Idris since 14:05 (1-03)` */
function withWhom({ code, runner, since }: NextPlace['out'][number]): string {
  const at = time(since);
  return runner === ''
    ? words.t('out since {{at}} ({{code}})', { at, code })
    : words.t('out with {{runner}} since {{at}} ({{code}})', { runner, at, code });
}
