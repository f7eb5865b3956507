import type { NotUnderstood } from '../../src-main/register/types.ts';
import { say } from '../../src-shared/message.ts';
import { counted } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import { LineNotes } from './LineNotes.tsx';

/** Values of a file that were not understood, each with its first line and what it was used as. */
export function NotUnderstoodList({
  notUnderstood,
  fileName,
}: {
  notUnderstood: readonly NotUnderstood[];
  fileName: string;
}) {
  const { t } = useWords();
  return (
    <LineNotes
      tone="notice"
      title={t('{{number}} not understood', { number: counted(notUnderstood.length, 'value') })}
      notes={notUnderstood.map(({ column, value, count, lines: [line = 1], takenFor }) => ({
        line,
        reason: say(
          '{{column}}: “{{value}}” on {{count}} lines. Used as: {{takenFor}}.',
          { column, value, count, takenFor },
          '{{column}}: “{{value}}” on {{count}} line. Used as: {{takenFor}}.',
        ),
      }))}
      fileName={fileName}
    />
  );
}
