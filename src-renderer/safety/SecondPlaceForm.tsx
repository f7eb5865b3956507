import { Button, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { ChoosePlace } from '../room/ChoosePlace.tsx';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';

/** The folder as typed; null until somebody types. */
export type SecondPlace = { folder: string | null };

type SecondPlaceFormProps = {
  form: UseFormReturnType<SecondPlace>;
  /** The folder in use; '' for none. */
  picked: string;
  isPicking: boolean;
  onPick: (folder: string) => void;
  /** What else can be done there. */
  children: ReactNode;
};

/** Asks for a folder for a second copy of each backup. */
export function SecondPlaceForm({ form, picked, isPicking, onPick, children }: SecondPlaceFormProps) {
  const { t } = useWords();
  return (
    <form className={part.row} onSubmit={form.onSubmit(({ folder }) => onPick(folder ?? picked))}>
      <TextInput
        className={part.grow ?? ''}
        label={t('A second place, such as a USB stick')}
        description={t('The full path, such as E:\\ or /Volumes/STICK. Leave it empty for none.')}
        maxLength={1000}
        spellCheck={false}
        {...form.getInputProps('folder')}
        value={form.values.folder ?? picked}
      />
      <ChoosePlace
        kind="folder"
        suggested={form.values.folder ?? picked}
        isBusy={isPicking}
        onChoose={(folder) => {
          form.setFieldValue('folder', folder);
          onPick(folder);
        }}
      />
      <Button type="submit" variant="default" disabled={form.values.folder === null || isPicking}>
        {t('Use it')}
      </Button>
      {children}
    </form>
  );
}
