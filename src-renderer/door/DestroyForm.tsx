import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { doorState } from '../room/use-door.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './destroy-form.module.css';

type DestroyFormProps = FilesProps & {
  what: string;
  /** What else has to be known or said before. */
  children?: ReactNode;
  /** Of the room's file, to be typed. */
  name: string;
  destroy: (typed: string) => Promise<unknown>;
  onKeep: () => void;
};

type FilesProps = {
  files?: readonly string[];
  /** Those that may be another room's, which stay. */
  doubtful?: readonly string[];
  /** Folders with backups that are not there now. */
  unreached?: readonly string[];
};

/** What is removed with a room, and its name to be typed before it is. */
export function DestroyForm({ what, children, name, destroy, onKeep, ...files }: DestroyFormProps) {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: { typed: '' } });
  const destroying = useMutation({
    mutationFn: destroy,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: doorState.queryKey }),
  });
  return (
    <form
      className={classes.danger}
      aria-label={t('Destroy this room')}
      onSubmit={form.onSubmit(({ typed }) => destroying.mutate(typed))}
    >
      <p>{what}</p>
      <Files {...files} />
      {children}
      <TextInput
        className={classes.narrow ?? ''}
        // The button that asked for it has gone.
        autoFocus
        label={t('Type {{name}} to go on', { name })}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('typed')}
      />
      <Failed what={t('Nothing was destroyed.')} error={destroying.error} />
      <div className={part.row}>
        <Button
          type="submit"
          color="red.9"
          disabled={form.values.typed.trim() !== name || destroying.isPending}
        >
          {t('Destroy the room and its backups')}
        </Button>
        <Button variant="default" onClick={onKeep}>
          {t('Keep it')}
        </Button>
      </div>
    </form>
  );
}

/** What goes, and what stays although it may be of this room. */
function Files({ files = [], doubtful = [], unreached = [] }: FilesProps) {
  const { t } = useWords();
  return (
    <ul className={classes.files}>
      {files.map((file) => (
        <li key={file}>{file}</li>
      ))}
      {doubtful.map((file) => (
        <li key={file}>{t('May be of another room, and is not removed: {{file}}', { file })}</li>
      ))}
      {unreached.map((folder) => (
        <li key={folder}>{t('Not reached now, and so not removed: {{folder}}', { folder })}</li>
      ))}
    </ul>
  );
}
