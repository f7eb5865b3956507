import type { IssuedSheet } from '../../src-main/sheets/issued.ts';
import { warningInWords } from '../../src-shared/sheet-words.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { useWords } from '../shared/use-words.ts';
import { lookUp } from '../shared/words.ts';
import { NAMED } from './named-sheets.ts';

/** Sheets that somebody should ask about, such as those long out. */
export function NeedAttention({ sheets }: { sheets: readonly IssuedSheet[] }) {
  const { t } = useWords();
  const warned = sheets.flatMap((sheet) => {
    const warning = warningInWords(lookUp, sheet);
    return warning === '' ? [] : [{ ...sheet, warning }];
  });
  if (warned.length === 0) return null;
  return (
    <Notice
      tone="notice"
      role="status"
      title={counted(warned.length, 'sheet needs attention', 'sheets need attention')}
    >
      <ul>
        {warned.slice(0, NAMED).map(({ code, title, runner, warning }) => (
          <li key={code}>
            <strong>{code}</strong> {title}
            {runner && `, ${runner}`}: {warning}
          </li>
        ))}
        {warned.length > NAMED && <li>{t('and {{number}} more', { number: warned.length - NAMED })}</li>}
      </ul>
    </Notice>
  );
}
