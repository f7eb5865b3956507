import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AbsentChoice, AbsentResult } from '../../../src-main/register/absent-voters.ts';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { ChooseFileButton } from '../../shared/ChooseFileButton.tsx';
import { count, counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import classes from '../../shared/part.module.css';
import { readBase64 } from '../../shared/read-base64.ts';
import { Busy, Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { REGISTER_FILES } from '../import/ChooseFile.tsx';
import { UndoNow } from '../UndoNow.tsx';
import { AbsentPreview } from './AbsentPreview.tsx';

type List = Pick<AbsentChoice, 'otherwise' | 'complete' | 'confirmed' | 'markers'> & {
  name: string;
  base64: string;
};

/** A list of the council's of those who vote by post or by proxy: shown first, then imported. */
export function AbsentList() {
  const { t } = useWords();
  const by = useEnteredBy();
  const [list, setList] = useState<List | null>(null);
  /** The last one stays on the screen until the next is there. */
  const [plan, setPlan] = useState<AbsentResult | null>(null);
  const preview = useMutation({
    mutationFn: (next: List) => client.register.previewAbsentVoters.mutate({ ...next, by }),
    onSuccess: setPlan,
  });
  const importing = useMutation({
    mutationFn: (chosen: List) => client.register.absentVoters.mutate({ ...chosen, by }),
    onSuccess: () => setList(null),
  });
  // The room keeps a plan with names in it until then.
  useEffect(() => () => forget(), []);
  const show = (next: List) => {
    setList(next);
    preview.mutate(next);
  };
  const choose = async (file: File) => {
    importing.reset();
    setPlan(null);
    const base64 = await readBase64(file);
    // Never complete unless somebody says so.
    show({ name: file.name.slice(-255), base64, otherwise: null, complete: false, confirmed: false });
  };
  return (
    <>
      <h2 className={classes.heading}>{t('Import a list of absent voters')}</h2>
      <div>
        <ChooseFileButton accept={REGISTER_FILES} onFile={(file) => void choose(file)}>
          {(props) => (
            <Button {...props} variant={list ? 'default' : 'filled'} disabled={importing.isPending}>
              {t('Choose the list…')}
            </Button>
          )}
        </ChooseFileButton>
      </div>
      <p className={classes.note}>
        {t(
          'The council’s list of postal or proxy voters, with their elector numbers. It overrides the register’s letters. You see what it would change first.',
        )}
      </p>
      {preview.isPending && !plan && <Busy>{t('Reading the list…')}</Busy>}
      <Failed what={t('The list could not be used.')} error={preview.error ?? importing.error} />
      {list && plan && !preview.error && (
        <AbsentPreview
          fileName={list.name}
          choice={list}
          plan={plan}
          isBusy={preview.isPending || importing.isPending}
          onChoice={(choice) => show({ ...list, confirmed: false, ...choice })}
          onConfirm={(confirmed) => setList({ ...list, confirmed })}
          onImport={() => importing.mutate(list)}
          onCancel={() => {
            setList(null);
            forget();
          }}
        />
      )}
      {importing.data && (
        <>
          <Notice tone="good" role="status">
            <p>
              {t('{{found}} on the list were found; {{changed}} now vote differently.', {
                found: counted(importing.data.found, 'elector'),
                changed: count(importing.data.changed),
              })}
            </p>
          </Notice>
          <UndoNow key={importing.data.entries.join()} entries={importing.data.entries} />
        </>
      )}
    </>
  );
}

/** A room that does not answer forgets it when it is closed. */
function forget(): void {
  client.register.forgetAbsentVoters.mutate().catch(() => {});
}
