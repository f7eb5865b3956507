import { Button } from '@mantine/core';
import { counted, time } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import { type Made, showingPaper } from './made-sheets.ts';

/** The way back to the paper made before. */
export function MadeAlready({ made: { sheets, round, at } }: { made: Made }) {
  const { t } = useWords();
  return (
    <div className={part.line}>
      <p>
        {t('{{sheets}} made at {{at}}, round {{round}}.', {
          sheets: counted(sheets, 'sheet'),
          at: time(at),
          round,
        })}
      </p>
      <Button variant="default" size="sm" onClick={() => showingPaper.set('sheets')}>
        {t('See the paper')}
      </Button>
    </div>
  );
}
