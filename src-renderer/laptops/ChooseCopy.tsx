import { Button } from '@mantine/core';
import { ChooseFileButton } from '../shared/ChooseFileButton.tsx';
import part from '../shared/part.module.css';

type ChooseCopyProps = {
  /** The words on the button. */
  choose: string;
  accept: string;
  file: File | null;
  disabled: boolean;
  onFile: (file: File) => void;
};

/** Chooses a file that another room has made, in the system's own dialog, and names the one that was chosen. */
export function ChooseCopy({ choose, accept, file, disabled, onFile }: ChooseCopyProps) {
  return (
    <div className={part.row}>
      <ChooseFileButton accept={accept} onFile={onFile}>
        {(props) => (
          <Button {...props} variant="default" disabled={disabled}>
            {choose}
          </Button>
        )}
      </ChooseFileButton>
      {file && <p>{file.name}</p>}
    </div>
  );
}
