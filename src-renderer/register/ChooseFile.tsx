import { Button, FileButton } from '@mantine/core';
import { Notice } from '../shared/Notice.tsx';
import { Empty } from '../shared/states.tsx';
import classes from './choose-file.module.css';
import { chooseRegister, chooseSample } from './import-flow.ts';

export const REGISTER_FILES = '.csv,.txt,.tsv,.xlsx';

type ChooseFileProps = { hasRegister: boolean; refused?: { fileName: string; sentence: string } };

/** Where a register comes in. */
export function ChooseFile({ hasRegister, refused }: ChooseFileProps) {
  return (
    <>
      {refused && (
        <Notice tone="bad" role="alert" title={`${refused.fileName} was not taken.`}>
          <p>{refused.sentence}</p>
        </Notice>
      )}
      <Empty title={hasRegister ? 'Bring the register up to date' : 'This room has no register yet'}>
        {hasRegister ? (
          <p>
            Choose the new file. Electors are matched by number; marks stay, and you see what the file holds
            before anything changes.
          </p>
        ) : (
          <p>
            Choose the register of electors the council sent, or your party’s marked sheet, as a CSV, text or
            Excel file. You see what it holds before anything is kept, and nothing leaves this computer.
          </p>
        )}
        <div className={classes.ways}>
          <FileButton accept={REGISTER_FILES} onChange={(file) => file && void chooseRegister(file)}>
            {(props) => <Button {...props}>Choose a register file…</Button>}
          </FileButton>
          {!hasRegister && (
            <Button variant="default" onClick={() => void chooseSample()}>
              Use the sample register
            </Button>
          )}
        </div>
        <p className={classes.hint}>
          You can also drop a file anywhere on this screen.
          {!hasRegister && ' The sample has 2,500 electors; none of them is a real person.'}
        </p>
      </Empty>
    </>
  );
}
