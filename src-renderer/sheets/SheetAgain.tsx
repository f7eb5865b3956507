import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { paperOf, usePaperLook } from '../paper/paper-choice.ts';
import { showPaper } from '../paper/shown-paper.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { counted } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';

type Again = 'changes' | 'fresh' | 'same';

const AGAIN: readonly { kind: Again; label: string }[] = [
  { kind: 'changes', label: 'Changes slip' },
  { kind: 'fresh', label: 'New sheet of those still outstanding' },
  { kind: 'same', label: 'The same sheet again' },
];

/** One sheet on paper again, and who to strike out of it. */
export function SheetAgain({ code }: { code: string }) {
  const { t } = useWords();
  const paper = useSheetAgain();
  return (
    <>
      <div className={part.row}>
        {AGAIN.map(({ kind, label }) => (
          <Button
            key={kind}
            size="sm"
            variant="default"
            disabled={paper.isPending}
            onClick={() => paper.mutate({ kind, code })}
          >
            {t(label)}
          </Button>
        ))}
      </div>
      <Changes code={code} />
      <Failed what={t('That was not done.')} error={paper.error} />
    </>
  );
}

/** Draws the paper and shows it. */
function useSheetAgain() {
  const { t } = useWords();
  const by = useEnteredBy();
  const [look] = usePaperLook();
  return useMutation({
    mutationFn: async ({ kind, code }: { kind: Again; code: string }) => {
      const paper = { ...paperOf(look), cover: false };
      if (kind === 'same') {
        const title = t('Sheet {{code}} again', { code });
        showPaper(title, `sheet ${code}.pdf`, await client.sheets.same.query({ code, paper }));
      } else if (kind === 'changes') {
        const title = t('Changes to sheet {{code}}', { code });
        showPaper(title, `changes to ${code}.pdf`, await client.sheets.changesPaper.query({ code, paper }));
      } else {
        const fresh = await client.sheets.fresh.mutate({ code, paper, by });
        const title = t('Sheet {{fresh}}, which replaces {{code}}', { fresh: fresh.code, code });
        showPaper(title, `sheet ${fresh.code}.pdf`, fresh.base64);
      }
    },
  });
}

/** Who to strike out of a sheet that is out, to read over the phone. */
function Changes({ code }: { code: string }) {
  const { t } = useWords();
  const language = shownLanguage();
  const changes = useQuery({
    queryKey: [ROOM, 'changes', code, language],
    queryFn: ({ signal }) => client.sheets.changes.query({ code, language }, { signal }),
  });
  if (!changes.data || changes.data.length === 0) return null;
  return (
    <details>
      <summary>
        {t('{{number}} to strike out of sheet {{code}}', {
          number: counted(changes.data.length, 'elector'),
          code,
        })}
      </summary>
      <ul>
        {changes.data.map(({ electorId, number, name, door, reason }) => (
          <li key={electorId}>
            <strong>{door}</strong>, {number} {name}: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
