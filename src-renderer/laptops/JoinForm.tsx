import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import { FigureList, figureLists } from '../shared/FigureList.tsx';
import { Foot } from '../shared/Foot.tsx';
import { count } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Busy, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

type Joined = Awaited<ReturnType<typeof client.laptops.lookJoin.mutate>>;
type Person = Joined['nobody'][number];
type Answers = Record<string, string>;

/** Asks for the copy of the other room, says in numbers what joining would do, asks who is who, and does it. */
export function JoinForm({ onBack }: { onBack: () => void }) {
  const { t } = useWords();
  const form = useForm({ initialValues: { file: '', secret: '' } });
  const [answers, setAnswers] = useState<Answers>({});
  const { file, secret } = form.values;
  const look = useMutation({
    mutationFn: (given: Answers) => client.laptops.lookJoin.mutate({ file, secret, answers: given }),
  });
  const join = useMutation({ mutationFn: () => client.laptops.join.mutate({ file, secret, answers }) });
  /** What was shown was of another copy. */
  const forget = () => {
    look.reset();
    join.reset();
    setAnswers({});
  };
  const answer = (key: string, chosen: string) => {
    const given = { ...answers, [key]: chosen };
    setAnswers(given);
    // The figures follow from the answers.
    if (look.data?.asked.every((each) => given[each.key])) look.mutate(given);
  };
  if (join.data) return <JoinDone joined={join.data} />;
  const shown = look.data;
  const isReady = shown?.asked.every((each) => each.answer !== null) === true && !look.isPending;
  return (
    <form className={part.part} onSubmit={form.onSubmit(() => look.mutate({}))}>
      <p>
        {t(
          'One laptop stays as it is, and makes a copy for this one: choose “Prepare another laptop” there. Bring the copy here on a stick. This laptop goes on in a new room, with everything that was entered on both; this room stays as it is.',
        )}
      </p>
      <div className={part.row}>
        <TextInput
          // The button that asked for it has gone.
          autoFocus
          className={part.grow ?? ''}
          label={t('Copy that the other laptop made')}
          description={t('The full path, ending in .room or .pair, such as on a stick.')}
          maxLength={1000}
          spellCheck={false}
          {...form.getInputProps('file')}
          onChange={(event) => {
            form.setFieldValue('file', event.currentTarget.value);
            forget();
          }}
        />
        <PasswordInput
          size="md"
          className={part.grow ?? ''}
          label={t('Its passphrase, or its words')}
          description={t('Leave it empty if the copy has the passphrase of this room.')}
          maxLength={500}
          visibilityToggleButtonProps={{ 'aria-label': t('Show or hide the passphrase') }}
          {...form.getInputProps('secret')}
          onChange={(event) => {
            form.setFieldValue('secret', event.currentTarget.value);
            forget();
          }}
        />
      </div>
      {look.isPending && <Busy>{t('Comparing the two rooms…')}</Busy>}
      {shown && <Questions asked={shown.asked} answers={answers} onAnswer={answer} />}
      {shown && (
        <Notice tone="plain" role="status" answers={look.submittedAt} title={t('Joining would do this')}>
          <What joined={shown} />
        </Notice>
      )}
      <Foot>
        <Failed what={t('Nothing was changed.')} error={look.error ?? join.error} />
        <div className={part.row}>
          {shown ? (
            <Button disabled={!isReady || join.isPending} onClick={() => join.mutate()}>
              {t('Join the other day')}
            </Button>
          ) : (
            <Button type="submit" disabled={look.isPending || file.trim() === ''}>
              {t('Show what it would do')}
            </Button>
          )}
          <Button variant="default" onClick={onBack}>
            {t('Not now')}
          </Button>
        </div>
      </Foot>
    </form>
  );
}

/** In numbers: how the registers compare, what is carried and what is not. */
function What({ joined: { electors, carried, left, nobody, conflicts, known } }: { joined: Joined }) {
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
      {conflicts > 0 && <p>{t('Laptops disagree: {{number}} to settle', { number: count(conflicts) })}</p>}
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

function JoinDone({ joined: { laptop, file, keptAs, hasOwnPassphrase, conflicts } }: { joined: Joined }) {
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
      <p>
        {t(
          'The old room is kept as {{file}}. Enter nothing more in it, and destroy it when the new one is right.',
          { file: keptAs },
        )}
      </p>
      <p>{t('Then share the day there, and take the file in on the other laptop.')}</p>
      {conflicts > 0 && <p>{t('Laptops disagree: {{number}} to settle', { number: count(conflicts) })}</p>}
    </Notice>
  );
}

function inLine({ number, name, address }: Pick<Person, 'number' | 'name' | 'address'>): string {
  return [number, name, address].filter(Boolean).join(', ');
}
