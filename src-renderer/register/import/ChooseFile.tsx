import { Button } from '@mantine/core';
import { ChooseFileButton } from '../../shared/ChooseFileButton.tsx';
import { Notice } from '../../shared/Notice.tsx';
import part from '../../shared/part.module.css';
import { Empty } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { chooseRegister } from './import-flow.ts';
import { KeptImport } from './KeptImport.tsx';

export const REGISTER_FILES = '.csv,.txt,.tsv,.xlsx';

type ChooseFileProps = { refused?: { fileName: string; sentence: string } };

/** Where a later register or a canvass comes in. */
export function ChooseFile({ refused }: ChooseFileProps) {
  const { t } = useWords();
  return (
    <>
      {refused && (
        <Notice
          tone="bad"
          role="alert"
          answers={refused}
          title={t('{{fileName}} was not accepted.', { fileName: refused.fileName })}
        >
          <p>{refused.sentence}</p>
        </Notice>
      )}
      <KeptImport />
      <Empty title={t('Bring the register up to date, or add a canvass')}>
        <p>
          {t(
            'Choose the council’s new register, or a canvass file with the answers of an evening. Electors are matched by number; marks stay, and you see what changes first.',
          )}
        </p>
        <div className={part.row}>
          <ChooseFileButton accept={REGISTER_FILES} onFile={(file) => void chooseRegister(file)}>
            {(props) => <Button {...props}>{t('Choose a register or canvass file…')}</Button>}
          </ChooseFileButton>
        </div>
        <p className={part.note}>{t('You can also drop a file anywhere on this screen.')}</p>
      </Empty>
    </>
  );
}
