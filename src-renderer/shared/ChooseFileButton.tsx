import { FileButton } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';

type ChooseFileButtonProps = {
  /** Endings that the system offers first. */
  accept?: string;
  onFile: (file: File) => void;
  children: (props: { onClick: () => void }) => ReactNode;
};

/** A button that lets somebody choose a file; the same one again too, as after an undo or a change in it. */
export function ChooseFileButton({ accept, onFile, children }: ChooseFileButtonProps) {
  return (
    <FileButton
      {...(accept === undefined ? {} : { accept })}
      onChange={(file) => file && onFile(file)}
      inputProps={{ onClick: forget }}
    >
      {children}
    </FileButton>
  );
}

/** A browser says nothing of a choice that is the same as the last. */
function forget(event: MouseEvent<HTMLInputElement>): void {
  event.currentTarget.value = '';
}
