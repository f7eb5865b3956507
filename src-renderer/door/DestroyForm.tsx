import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ROOM } from '../room/query-client.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './destroy-form.module.css';

type DestroyFormProps = {
  what: string;
  /** Of the room's file, to be typed. */
  name: string;
  files?: readonly string[];
  /** Those that may be another room's, which stay. */
  doubtful?: readonly string[];
  /** Folders with backups that are not there now. */
  unreached?: readonly string[];
  destroy: (typed: string) => Promise<unknown>;
  onKeep: () => void;
};

/** What is removed with a room, and its name to be typed before it is. */
export function DestroyForm({
  what,
  name,
  files = [],
  doubtful = [],
  unreached = [],
  destroy,
  onKeep,
}: DestroyFormProps) {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const destroying = useMutation({
    mutationFn: () => destroy(typed),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [ROOM, 'door'] }),
  });
  return (
    <form
      className={classes.danger}
      aria-label={t('Destroy this room')}
      onSubmit={(event) => {
        event.preventDefault();
        destroying.mutate();
      }}
    >
      <p>{what}</p>
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
      <TextInput
        className={classes.narrow ?? ''}
        // The button that asked for it has gone.
        autoFocus
        label={t('Type {{name}} to go on', { name })}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Failed what={t('Nothing was destroyed.')} error={destroying.error} />
      <div className={part.row}>
        <Button type="submit" color="red" disabled={typed.trim() !== name || destroying.isPending}>
          {t('Destroy the room and its backups')}
        </Button>
        <Button variant="default" onClick={onKeep}>
          {t('Keep it')}
        </Button>
      </div>
    </form>
  );
}
