import { Button } from '@mantine/core';
import { registerTab } from '../../room/use-screen.ts';
import { counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import { useWords } from '../../shared/use-words.ts';
import { startAgain } from './import-flow.ts';

/** After an import: how many questions it left for a person. Nothing if there are none. */
export function ToSettle({ questions }: { questions: number }) {
  const { t } = useWords();
  if (questions === 0) return null;
  return (
    <Notice
      tone="notice"
      title={t('{{questions}} to settle.', { questions: counted(questions, 'question') })}
    >
      <p>{t('The import did not guess who some people are.')}</p>
      <Button
        size="sm"
        variant="default"
        onClick={() => {
          registerTab.set('settle');
          startAgain();
        }}
      >
        {t('Settle them')}
      </Button>
    </Notice>
  );
}
