import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { ChooseFileButton } from '../shared/ChooseFileButton.tsx';
import { counted, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { readBase64 } from '../shared/read-base64.ts';
import { Busy, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { ConflictKinds } from './ConflictKinds.tsx';

type Sent = { name: string; base64: string };
type Comes = Awaited<ReturnType<typeof client.laptops.look.mutate>>;

/** Takes in a file that another laptop shared, once it has said what comes with it. */
export function TakeInFile() {
  const { t } = useWords();
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  const look = useMutation({
    mutationFn: async (file: File) => {
      const sent: Sent = { name: file.name.slice(-255), base64: await readBase64(file) };
      return { sent, comes: await client.laptops.look.mutate(sent) };
    },
    onMutate: () => taking.reset(),
  });
  const taking = useMutation({
    mutationFn: (sent: Sent) => client.laptops.takeIn.mutate({ ...sent, by }),
    onSuccess: async () => {
      look.reset();
      await queryClient.invalidateQueries({ queryKey: [ROOM] });
    },
  });
  return (
    <section className={part.part} aria-label={t('Take in a file')}>
      <h2 className={part.heading}>{t('Take in a file')}</h2>
      <div>
        <ChooseFileButton onFile={(file) => look.mutate(file)}>
          {(props) => (
            <Button {...props} disabled={look.isPending || taking.isPending}>
              {t('Choose the shared file or certificate…')}
            </Button>
          )}
        </ChooseFileButton>
      </div>
      {look.isPending && <Busy>{t('Reading the file…')}</Busy>}
      <Failed what={t('The file was not taken in.')} error={look.error ?? taking.error} />
      {look.data && (
        <Notice tone="plain" role="status" answers={look.submittedAt} title={t('This would come')}>
          <What comes={look.data.comes} />
          <div className={part.row}>
            <Button disabled={taking.isPending} onClick={() => taking.mutate(look.data.sent)}>
              {t('Take it in')}
            </Button>
            <Button variant="default" onClick={() => look.reset()}>
              {t('Not now')}
            </Button>
          </div>
        </Notice>
      )}
      {taking.data && (
        <Notice tone="good" role="status" answers={taking.submittedAt} title={t('Taken in')}>
          <What comes={taking.data} />
        </Notice>
      )}
    </section>
  );
}

function What({ comes: { room, shared, certificate } }: { comes: Comes }) {
  const { t } = useWords();
  return (
    <>
      {room !== null && <p>{t('It is of {{room}}.', { room })}</p>}
      {shared ? <WhatIsNew room={room} comes={shared} /> : <WhatIsGone {...certificate} />}
    </>
  );
}

/** Which laptop has destroyed its room, and what was left there. */
function WhatIsGone({ says, isNew }: NonNullable<Comes['certificate']>) {
  const { t } = useWords();
  const { letter, name, by, at, isDone, left, unreached } = says;
  const who = { letter, name, time: time(at) };
  return (
    <>
      <p>
        {isDone
          ? t('Laptop {{letter}} ({{name}}) has destroyed its room, {{time}}', who)
          : t('Laptop {{letter}} ({{name}}) had only begun to destroy its room, {{time}}', who)}
        {by && ` ${t('by {{by}}', { by })}`}
      </p>
      {(left.length > 0 || unreached.length > 0) && (
        <ul>
          {left.map((file) => (
            <li key={file}>{t('NOT removed there: {{file}}', { file })}</li>
          ))}
          {unreached.map((folder) => (
            <li key={folder}>{t('Not reached there: {{folder}}', { folder })}</li>
          ))}
        </ul>
      )}
      {!isNew && <p>{t('Nothing in it is new here.')}</p>}
    </>
  );
}

/** From whom, as of when, how many entries of each laptop, and what has to be settled. */
function WhatIsNew({ room, comes }: { room: string | null; comes: NonNullable<Comes['shared']> }) {
  const { t } = useWords();
  const { from, at, byLaptop, register, conflicts, devices, ending } = comes;
  return (
    <>
      <p>
        {from
          ? t('From laptop {{letter}} ({{name}}), as of {{time}}.', {
              letter: from.letter,
              name: from.name,
              time: time(at),
            })
          : t('As of {{time}}.', { time: time(at) })}
      </p>
      {comes.new === 0 ? (
        <p>{t('Nothing in it is new here.')}</p>
      ) : (
        <ul>
          {byLaptop.map(({ letter, name, new: entries }) => (
            <li key={letter}>
              {t('New from {{letter}} ({{name}}): {{data}}', {
                letter,
                name,
                data: counted(entries, 'entry', 'entries'),
              })}
            </li>
          ))}
        </ul>
      )}
      {devices
        .filter(({ isAhead }) => isAhead)
        .map(({ device, letter, name }) => (
          <p key={device}>
            {t(
              'The clock of {{letter}} ({{name}}) is ahead of this one. Its times are shown as written: check both clocks.',
              { letter, name },
            )}
          </p>
        ))}
      {ending && <p>{t('It asks that this day be destroyed on all laptops.')}</p>}
      {register && <p>{t('Another register comes with it, in place of the one here.')}</p>}
      <ConflictKinds room={room} kinds={conflicts} />
    </>
  );
}
