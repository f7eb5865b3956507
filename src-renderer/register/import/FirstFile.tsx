import { Button } from '@mantine/core';
import { useId } from 'react';
import { ChooseFileButton } from '../../shared/ChooseFileButton.tsx';
import { Notice } from '../../shared/Notice.tsx';
import part from '../../shared/part.module.css';
import { useWords } from '../../shared/use-words.ts';
import { REGISTER_FILES } from './ChooseFile.tsx';
import { chooseRegister, chooseSample } from './import-flow.ts';
import { KeptImport } from './KeptImport.tsx';
import { StepList } from './steps/StepList.tsx';
import classes from './steps/step-frame.module.css';

/** The first question of a new room. */
export function FirstFile({ refused }: { refused?: { fileName: string; sentence: string } }) {
  const { t } = useWords();
  const id = useId();
  return (
    <section className={part.parts} aria-labelledby={id}>
      <StepList steps={['understood', 'canvass', 'promises', 'poll', 'check']} />
      <h2 id={id} className={classes.question}>
        {t('Which file is the register of electors?')}
      </h2>
      {refused && (
        <Notice
          tone="bad"
          role="alert"
          title={t('{{fileName}} was not accepted.', { fileName: refused.fileName })}
        >
          <p>{refused.sentence}</p>
        </Notice>
      )}
      <KeptImport />
      <div className={part.row}>
        <ChooseFileButton accept={REGISTER_FILES} onFile={(file) => void chooseRegister(file)}>
          {(props) => <Button {...props}>{t('Choose a register file…')}</Button>}
        </ChooseFileButton>
        <Button variant="default" onClick={() => void chooseSample()}>
          {t('Use the sample register')}
        </Button>
      </div>
      <p className={part.text}>
        {t(
          'Choose the register of electors the council sent, or your party’s marked sheet, as a CSV, text or Excel file. You see what it holds before anything is kept, and nothing leaves this computer.',
        )}
      </p>
      <p className={part.note}>
        {t('You can also drop a file anywhere on this screen.')}{' '}
        {t('The sample has 2,500 electors; none of them is a real person.')}
      </p>
    </section>
  );
}
