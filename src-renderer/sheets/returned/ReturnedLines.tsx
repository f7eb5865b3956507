import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { codeAlone, partInWords } from '../../../src-shared/sheet-words.ts';
import { client } from '../../room/client.ts';
import { ROOM } from '../../room/query-client.ts';
import { Notice } from '../../shared/Notice.tsx';
import { isRefused, sentenceOf } from '../../shared/sentence.ts';
import { Busy, Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { lookUp } from '../../shared/words.ts';
import classes from './returned.module.css';
import { SheetLines } from './SheetLines.tsx';

type ReturnedLinesProps = { code: string; onLeave: () => void; onDone: (code: string) => void };

/** The lines of a returned sheet in order, one key each, saved as they are pressed. */
export function ReturnedLines({ code: typed, onLeave, onDone }: ReturnedLinesProps) {
  const { t } = useWords();
  const code = codeAlone(typed);
  const sheet = useQuery({
    queryKey: [ROOM, 'returned', typed],
    queryFn: ({ signal }) => client.sheets.returned.query({ code: typed }, { signal }),
    retry: false,
  });
  if (sheet.isPending) return <Busy>{t('Finding sheet {{code}}…', { code })}</Busy>;
  if (sheet.isLoadingError) {
    // The same code gets the same answer, so asking again helps only if there was no answer.
    return isRefused(sheet.error) ? (
      <NoSuchSheet code={code} sentence={sentenceOf(sheet.error)} onLeave={onLeave} />
    ) : (
      <NotLoaded code={code} error={sheet.error} onRetry={() => void sheet.refetch()} onLeave={onLeave} />
    );
  }
  const { lines, code: written, sheet: issued } = sheet.data;
  return (
    <SheetLines
      code={written}
      title={[
        issued?.title,
        partInWords(lookUp, issued?.part ?? null),
        issued?.runner && t('with {{runner}}', { runner: issued.runner }),
        issued?.replacedBy && t('replaced by sheet {{code}}', { code: issued.replacedBy }),
      ]
        .filter(Boolean)
        .join(', ')}
      lines={lines}
      onLeave={onLeave}
      onDone={onDone}
    />
  );
}

function NoSuchSheet({ code, sentence, onLeave }: { code: string; sentence: string; onLeave: () => void }) {
  const { t } = useWords();
  return (
    <Notice tone="bad" role="alert" title={t('Sheet {{code}} was not found.', { code })}>
      <p>{sentence}</p>
      {/* The field that had the focus is gone. */}
      <Button size="sm" autoFocus onClick={onLeave}>
        {t('Another code')}
      </Button>
    </Notice>
  );
}

type NotLoadedProps = { code: string; error: Error; onRetry: () => void; onLeave: () => void };

function NotLoaded({ code, error, onRetry, onLeave }: NotLoadedProps) {
  const { t } = useWords();
  return (
    <div className={classes.lines}>
      <Failed what={t('Sheet {{code}} could not be loaded.', { code })} error={error} onRetry={onRetry} />
      <div>
        <Button variant="default" onClick={onLeave}>
          {t('Another code')}
        </Button>
      </div>
    </div>
  );
}
