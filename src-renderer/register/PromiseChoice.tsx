import { Checkbox } from '@mantine/core';
import type { CodeMeaning } from '../../src-main/register/elector/code-meanings.ts';
import { counted } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import table from './file-table.module.css';
import { MeaningTable } from './MeaningTable.tsx';
import classes from './promise-choice.module.css';
import { useChoices } from './use-choices.ts';

type PromiseChoiceProps = {
  codes: readonly { code: string; electors: number; meaning: CodeMeaning }[];
  onChange: (code: string, meaning: CodeMeaning) => void;
};

/** Ticks for the voting intentions that are promises; what the others mean is folded. */
export function PromiseChoice({ codes, onChange }: PromiseChoiceProps) {
  const { t } = useWords();
  const choices = useChoices().data;
  const others = codes.filter(({ meaning }) => meaning !== 'promise');
  return (
    <>
      <Checkbox.Group
        label={t('Tick every answer of somebody who will vote for you.')}
        description={t('Every party has its own letters. Knock-up sheets list promises only.')}
        value={codes.flatMap(({ code, meaning }) => (meaning === 'promise' ? [code] : []))}
        onChange={(ticked) => {
          for (const { code, meaning } of codes) {
            const isTicked = ticked.includes(code);
            if (isTicked !== (meaning === 'promise')) onChange(code, isTicked ? 'promise' : 'unknown');
          }
        }}
      >
        <div className={classes.codes}>
          {codes.map(({ code, electors }) => (
            <Checkbox key={code} value={code} label={`${code}: ${counted(electors, 'elector')}`} />
          ))}
        </div>
      </Checkbox.Group>
      {others.length > 0 && (
        <details className={table.details}>
          <summary>{t('What the other answers mean')}</summary>
          <MeaningTable
            legend={t('What does each voting intention mean?')}
            codes={others}
            meanings={(choices?.codeMeanings ?? []).filter((meaning) => meaning !== 'promise')}
            onChange={onChange}
          />
        </details>
      )}
    </>
  );
}
