import { Button, NativeSelect, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import { FigureList, figureLists } from '../shared/FigureList.tsx';
import { Foot } from '../shared/Foot.tsx';
import { count } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { readBase64 } from '../shared/read-base64.ts';
import { Busy, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { ChooseCopy } from './ChooseCopy.tsx';
import { ConflictKinds } from './ConflictKinds.tsx';

type Joined = Awaited<ReturnType<typeof client.laptops.lookJoin.mutate>>;
type Person = Joined['nobody'][number];
type Answers = Record<string, string>;

/** Asks for the copy of the other room, says in numbers what joining would do, asks who is who, and does it. */
export function JoinForm({ onBack }: { onBack: () => void }) {
  const { t } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [secret, setSecret] = useState('');
  const [answers, setAnswers] = useState<Answers>({});
  const [isAsked, setAsked] = useState(false);
  const sent = async (chosen: File, given: Answers) => ({
    name: chosen.name.slice(-255),
    base64: await readBase64(chosen),
    secret,
    answers: given,
  });
  const look = useMutation({
    mutationFn: async ({ chosen, given }: { chosen: File; given: Answers }) =>
      client.laptops.lookJoin.mutate(await sent(chosen, given)),
    onMutate: () => setAsked(false),
  });
  const join = useMutation({
    mutationFn: async (chosen: File) => client.laptops.join.mutate(await sent(chosen, answers)),
  });
  /** What was shown was of another copy. */
  const forget = () => {
    look.reset();
    join.reset();
    setAnswers({});
    setAsked(false);
  };
  const answer = (key: string, chosen: string) => {
    const given = { ...answers, [key]: chosen };
    setAnswers(given);
    // The figures follow from the answers.
    if (file && look.data?.asked.every((each) => given[each.key])) look.mutate({ chosen: file, given });
  };
  if (join.data) return <JoinDone joined={join.data} />;
  const shown = look.data;
  const isReady = shown?.asked.every((each) => each.answer !== null) === true && !look.isPending;
  return (
    <form
      className={part.part}
      onSubmit={(event) => {
        event.preventDefault();
        if (file && !shown) look.mutate({ chosen: file, given: {} });
      }}
    >
      <p>
        {t(
          'One laptop stays as it is, and makes a copy for this one: choose “Prepare another laptop” there. Bring the copy here on a stick. This laptop goes on in a new room, with everything that was entered on both; this room stays as it is.',
        )}
      </p>
      <ChooseCopy
        choose={t('Choose the copy…')}
        accept=".room,.pair"
        file={file}
        disabled={look.isPending || join.isPending}
        onFile={(chosen) => {
          setFile(chosen);
          forget();
        }}
      />
      <PasswordInput
        size="md"
        label={t('Its passphrase, or its words')}
        description={t('Leave it empty if the copy has the passphrase of this room.')}
        maxLength={500}
        visibilityToggleButtonProps={{ 'aria-label': t('Show or hide the passphrase') }}
        value={secret}
        onChange={(event) => {
          setSecret(event.currentTarget.value);
          forget();
        }}
      />
      {look.isPending && <Busy>{t('Comparing the two rooms…')}</Busy>}
      {shown && <Questions asked={shown.asked} answers={answers} onAnswer={answer} />}
      {shown && (
        <Notice tone="plain" role="status" answers={look.submittedAt} title={t('Joining would do this')}>
          <What joined={shown} />
        </Notice>
      )}
      {shown && isAsked && (
        <Notice tone="notice" role="status" title={t('Join the other day?')}>
          <WayBack file={shown.keptAs} />
        </Notice>
      )}
      {join.isPending && <Busy>{t('Joining the other day… Numbers can be entered meanwhile.')}</Busy>}
      <Foot>
        <Failed what={t('Nothing was changed.')} error={look.error ?? join.error} />
        <div className={part.row}>
          {shown && isAsked && file && (
            <Button disabled={!isReady || join.isPending} onClick={() => join.mutate(file)}>
              {t('Yes, join it')}
            </Button>
          )}
          {shown && !isAsked && (
            <Button disabled={!isReady} onClick={() => setAsked(true)}>
              {t('Join the other day…')}
            </Button>
          )}
          {!shown && (
            <Button type="submit" disabled={look.isPending || !file}>
              {t('Show what it would do')}
            </Button>
          )}
          <Button variant="default" disabled={join.isPending} onClick={onBack}>
            {t('Not now')}
          </Button>
        </div>
      </Foot>
    </form>
  );
}

/** Joining itself is not undone, but the old room stays; it says until when that is the way back. */
function WayBack({ file }: { file: string }) {
  const { t } = useWords();
  return (
    <>
      <p>
        {t(
          'This room is not changed, and stays in {{file}}. To go back, open it again and destroy the new room.',
          { file },
        )}
      </p>
      <p>
        {t(
          'That only helps until the new room has shared. From then on the other laptops have what it carried over, and it is undone in the journal, entry by entry.',
        )}
      </p>
    </>
  );
}

/** In numbers: how the registers compare, what is carried and what is not. */
function What({ joined: { electors, carried, left, nobody, conflictKinds, known } }: { joined: Joined }) {
  const { t } = useWords();
  const compared = [
    { what: t('The same number and name'), count: electors.matched - electors.renumbered },
    { what: t('The same person under another number'), count: electors.renumbered },
    { what: t('The same number and another name'), count: electors.otherName },
    { what: t('Only here'), count: electors.onlyHere },
    { what: t('Only on the other laptop'), count: electors.onlyThere },
  ];
  return (
    <>
      <div className={figureLists}>
        <FigureList title={t('The two registers')} lines={compared.filter((line) => line.count > 0)} />
        <FigureList title={t('Carried over')} lines={carried} />
        <FigureList title={t('Stays in the old room')} lines={left} />
      </div>
      {known > 0 && <p>{t('Carried over before: {{number}} entries.', { number: count(known) })}</p>}
      {nobody.length > 0 && (
        <>
          <p>{t('Not on the other register, so their numbers are set aside there:')}</p>
          <ul>
            {nobody.map((each) => (
              <li key={each.number}>{inLine(each)}</li>
            ))}
          </ul>
        </>
      )}
      <ConflictKinds room={null} kinds={conflictKinds} />
    </>
  );
}

type QuestionsProps = {
  asked: Joined['asked'];
  answers: Answers;
  onAnswer: (key: string, chosen: string) => void;
};

/** Who each elector is on the other laptop, where the registers leave it open. */
function Questions({ asked, answers, onAnswer }: QuestionsProps) {
  const { t } = useWords();
  if (asked.length === 0) return null;
  return (
    <section className={part.part} aria-label={t('Who is who?')}>
      <h3>{t('Who is who?')}</h3>
      <p>{t('Something was entered about these electors. Say who each is on the other laptop.')}</p>
      {asked.map((each) => (
        <NativeSelect
          key={each.key}
          label={inLine(each)}
          value={answers[each.key] ?? ''}
          onChange={(event) => onAnswer(each.key, event.currentTarget.value)}
          data={[
            { value: '', label: t('Choose…'), disabled: true },
            ...each.candidates.map((candidate) => ({ value: candidate.number, label: inLine(candidate) })),
            { value: 'not', label: t('Nobody there: set the number aside') },
          ]}
        />
      ))}
    </section>
  );
}

function JoinDone({
  joined: { laptop, file, keptAs, hasOwnPassphrase, conflictKinds, meanwhile },
}: {
  joined: Joined;
}) {
  const { t } = useWords();
  return (
    <Notice
      tone="good"
      role="status"
      title={t('This laptop is {{letter}} ({{name}}) of the other day, in a new room.', laptop)}
    >
      <p>{t('Open {{file}} to go on.', { file })}</p>
      <p>
        {hasOwnPassphrase
          ? t('It opens with the passphrase of this room.')
          : t('It opens with the passphrase or the words of the copy.')}
      </p>
      <p>{t('Then share the day there, and take the file in on the other laptop.')}</p>
      {meanwhile > 0 && (
        <p>
          {t('Entered here while it joined, and carried over too: {{number}}.', { number: count(meanwhile) })}
        </p>
      )}
      <ConflictKinds room={null} kinds={conflictKinds} />
      <WayBack file={keptAs} />
      <p>{t('Otherwise enter nothing more in the old room, and destroy it when the new one is right.')}</p>
    </Notice>
  );
}

function inLine({ number, name, address }: Pick<Person, 'number' | 'name' | 'address'>): string {
  return [number, name, address].filter(Boolean).join(', ');
}
