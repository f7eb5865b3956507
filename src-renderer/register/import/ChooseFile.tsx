import { Button, FileButton } from '@mantine/core';
import { Notice } from '../../shared/Notice.tsx';
import { Empty } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import classes from './choose-file.module.css';
import { chooseRegister, chooseSample } from './import-flow.ts';

export const REGISTER_FILES = '.csv,.txt,.tsv,.xlsx';

type ChooseFileProps = { hasRegister: boolean; refused?: { fileName: string; sentence: string } };

/** Where a register comes in. */
export function ChooseFile({ hasRegister, refused }: ChooseFileProps) {
  const { t } = useWords();
  return (
    <>
      {refused && (
        <Notice
          tone="bad"
          role="alert"
          title={t('{{fileName}} was not accepted.', { fileName: refused.fileName })}
        >
          <p>{refused.sentence}</p>
        </Notice>
      )}
      <Empty
        title={
          hasRegister
            ? t('Bring the register up to date, or add a canvass')
            : t('This room has no register yet')
        }
      >
        {hasRegister ? (
          <p>
            {t(
              'Choose the council’s new register, or a canvass file with the answers of an evening. Electors are matched by number; marks stay, and you see what changes first.',
            )}
          </p>
        ) : (
          <p>
            {t(
              'Choose the register of electors the council sent, or your party’s marked sheet, as a CSV, text or Excel file. You see what it holds before anything is kept, and nothing leaves this computer.',
            )}
          </p>
        )}
        <div className={classes.ways}>
          <FileButton accept={REGISTER_FILES} onChange={(file) => file && void chooseRegister(file)}>
            {(props) => (
              <Button {...props}>
                {hasRegister ? t('Choose a register or canvass file…') : t('Choose a register file…')}
              </Button>
            )}
          </FileButton>
          {!hasRegister && (
            <Button variant="default" onClick={() => void chooseSample()}>
              {t('Use the sample register')}
            </Button>
          )}
        </div>
        <p className={classes.hint}>
          {t('You can also drop a file anywhere on this screen.')}{' '}
          {!hasRegister && t('The sample has 2,500 electors; none of them is a real person.')}
        </p>
      </Empty>
    </>
  );
}
