import { useRef } from 'react';
import type { ImportResult } from '../../../src-main/register/types.ts';
import type { FoundLater } from '../../../src-main/turnout/set-aside.ts';
import { Figures } from '../../shared/Figures.tsx';
import { count, counted } from '../../shared/format.ts';
import { useBegunInSight } from '../../shared/in-sight.ts';
import { Notice } from '../../shared/Notice.tsx';
import part from '../../shared/part.module.css';
import { roomSays } from '../../shared/room-says.ts';
import { useWords } from '../../shared/use-words.ts';
import { LineNotes } from '../LineNotes.tsx';
import { ToSettle } from './ToSettle.tsx';
import { WhatNext } from './WhatNext.tsx';

/** What the import did, and the next step of the day. */
export function ImportDone({ result, foundLater }: { result: ImportResult; foundLater: FoundLater[] }) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useBegunInSight(heading);
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className={part.heading}>
        {t('The register is in the room')}
      </h2>
      <Notice tone="good" role="status">
        <p>
          {t('{{imported}} imported, {{updated}} updated, {{unchanged}} unchanged, {{removed}} removed.', {
            imported: counted(result.imported, 'elector'),
            updated: count(result.updated),
            unchanged: count(result.unchanged),
            removed: count(result.removed),
          })}
        </p>
      </Notice>
      <WhatNext result={result} />
      <Figures
        figures={[
          { name: t('Electors'), value: count(result.electors) },
          { name: t('Promises'), value: count(result.promises) },
          { name: t('Postal voters'), value: count(result.postal) },
          { name: t('Streets'), value: count(result.streets) },
          { name: t('Polling districts'), value: count(result.pollingDistricts) },
          { name: t('Lines with an elector'), value: count(result.rows), note: roomSays(result.layout) },
        ]}
      />
      {foundLater.length > 0 && (
        <Notice
          tone="notice"
          title={t('{{number}} marked off after the register was updated', {
            number: counted(foundLater.length, 'number'),
          })}
        >
          <p>{t('They were entered before, when nobody had them. Check each against its slip, on Tally.')}</p>
          <ul>
            {foundLater.map(({ id, entered, elector: { number, name } }) => (
              <li key={id}>
                {number} {roomSays(name)}: {t('Entered as {{entered}}', { entered })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <ToSettle questions={result.questions} />
      <Changed
        title={t('{{electors}} added', { electors: counted(result.imported, 'elector') })}
        electors={result.added}
        total={result.imported}
      />
      <Changed
        title={t('{{electors}} changed', { electors: counted(result.updated, 'elector') })}
        electors={result.changed}
        total={result.updated}
      />
      <Changed
        title={t('{{electors}} removed', { electors: counted(result.removed, 'elector') })}
        electors={result.gone}
        total={result.removed}
      />
      <LineNotes
        tone="bad"
        title={t('{{number}} refused', { number: counted(result.rejected.length, 'line') })}
        notes={result.rejected}
      />
      <LineNotes
        tone="notice"
        title={t('{{number}} to check', { number: count(result.warnings.length) })}
        notes={result.warnings}
      />
    </>
  );
}

function Changed({
  title,
  electors,
  total,
}: {
  title: string;
  electors: ImportResult['added'];
  total: number;
}) {
  const { t } = useWords();
  if (electors.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {electors.map(({ number, name, what }) => (
          <li key={number}>
            {number} {name}
            {withColon(roomSays(what))}
          </li>
        ))}
        {total > electors.length && (
          <li>{t('and {{number}} more', { number: count(total - electors.length) })}</li>
        )}
      </ul>
    </details>
  );
}

/** What has changed about somebody; nothing if they are new. */
function withColon(what: string): string {
  return what === '' ? '' : `: ${what}`;
}
