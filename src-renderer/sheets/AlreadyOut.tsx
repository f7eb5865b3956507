import type { StreetChoice } from '../../src-main/sheets/types.ts';
import { counted, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { useWords } from '../shared/use-words.ts';
import { useIssued } from './use-issued.ts';

const NAMED = 5;

/** Says, before paper is spent, which of the streets somebody is walking now. */
export function AlreadyOut({ streets }: { streets: StreetChoice[] }) {
  const { t } = useWords();
  const ids = new Set(streets.map(({ id }) => id));
  const out = (useIssued().data ?? []).filter(
    ({ state, streetIds }) => state === 'out' && streetIds.some((id) => ids.has(id)),
  );
  if (out.length === 0) return null;
  return (
    <Notice
      tone="notice"
      role="status"
      title={t('{{sheets}} out already with some of these streets', {
        sheets: counted(out.length, 'sheet is', 'sheets are'),
      })}
    >
      <ul>
        {out.slice(0, NAMED).map(({ code, title, runner, since }) => (
          <li key={code}>
            <strong>{code}</strong> {title}
            {runner && `, ${runner}`}, {time(since)}
          </li>
        ))}
        {out.length > NAMED && <li>{t('and {{number}} more', { number: out.length - NAMED })}</li>}
      </ul>
    </Notice>
  );
}
