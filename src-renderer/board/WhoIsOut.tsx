import { useQuery } from '@tanstack/react-query';
import type { Runner } from '../../src-main/sheets/runners.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { time } from '../shared/format.ts';
import { unbroken } from '../shared/unbroken.tsx';
import { useWords } from '../shared/use-words.ts';
import { words } from '../shared/words.ts';
import classes from './next.module.css';

const NAMED = 6;

/** Who has which sheets now, and who has none. Nothing until somebody is known. */
export function WhoIsOut() {
  const { t } = useWords();
  const runners = useQuery({
    queryKey: [ROOM, 'runners'],
    queryFn: ({ signal }) => client.sheets.runners.query(undefined, { signal }),
  });
  const all = runners.data ?? [];
  const out = all.filter((each) => each.out.length > 0);
  const free = all.filter((each) => each.out.length === 0);
  if (all.length === 0) return null;
  return (
    <dl className={classes.people}>
      <dt>{t('Out')}</dt>
      <dd>{unbroken(listed(out, ({ name, out: [first, ...more] }) => outWith(name, first, more.length)))}</dd>
      <dt>{t('Free')}</dt>
      <dd>
        {listed(free, ({ name, backAt }) =>
          backAt === null ? name : t('{{name}} (back at {{at}})', { name, at: time(backAt) }),
        )}
      </dd>
    </dl>
  );
}

function listed(people: readonly Runner[], inWords: (runner: Runner) => string): string {
  if (people.length === 0) return words.t('nobody');
  const more = people.length - NAMED;
  return [
    ...people.slice(0, NAMED).map(inWords),
    ...(more > 0 ? [words.t('and {{number}} more', { number: more })] : []),
  ].join('; ');
}

function outWith(name: string, sheet: Runner['out'][number] | undefined, more: number): string {
  if (!sheet) return name;
  const things = { name, code: sheet.code, title: sheet.title, at: time(sheet.since), number: more };
  return more === 0
    ? words.t('{{name}}: {{code}} {{title}}, since {{at}}', things)
    : words.t('{{name}}: {{code}} {{title}}, since {{at}}, and {{number}} more', things);
}
