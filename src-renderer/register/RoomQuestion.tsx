import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Poll } from '../../src-main/api/poll.ts';
import type { CodeMeaning } from '../../src-main/register/elector/code-meanings.ts';
import type { PollSettings } from '../../src-main/register/elector/voting-rules.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { focusMain } from '../room/focus-main.ts';
import type { ScreenId } from '../room/screen-ids.ts';
import { askOnRegister, openScreen, registerQuestion } from '../room/use-screen.ts';
import { WaitingForImport } from '../room/WaitingForImport.tsx';
import { ChooseFileButton } from '../shared/ChooseFileButton.tsx';
import { sentenceOf } from '../shared/sentence.ts';
import { Store, useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { REGISTER_FILES } from './import/ChooseFile.tsx';
import { chooseRegister } from './import/import-flow.ts';
import type { RoomAnswers } from './import/questions-asked.ts';
import { StepFrame } from './import/steps/StepFrame.tsx';
import { electionsOf, PollFields, settingsChosen, usePoll } from './PollFields.tsx';
import { PromiseChoice } from './PromiseChoice.tsx';
import { promisesOf } from './PromisesFor.tsx';
import { PromisesForChoice } from './PromisesForChoice.tsx';
import { asSent, type OnlyFor, pollsOf, withProposed } from './promise-codes.ts';

type RoomQuestionProps = { question: 'promises' | 'poll' | 'polls'; from: ScreenId; room: RoomAnswers };

/** What was chosen and not saved; it stays while another screen is open. */
const chosenMeanings = new Store<Record<string, CodeMeaning>>({});
const chosenPoll = new Store<PollSettings>({});
const chosenPolls = new Store<OnlyFor | null>(null);

/** One question about the room on a page of its own, for whoever follows a link to it. */
export function RoomQuestion({ question, from, room }: RoomQuestionProps) {
  const poll = usePoll();
  if (question === 'poll') return <PollQuestion from={from} room={room} />;
  if (!poll.data) return null;
  if (question === 'polls' && promisesOf(poll.data).length > 0)
    return <PollsQuestion from={from} poll={poll.data} />;
  if (poll.data.codes.length === 0) return <NoAnswers from={from} room={room} />;
  return <PromisesQuestion from={from} poll={poll.data} />;
}

/** Back to where somebody came from. */
function leave(from: ScreenId): void {
  chosenMeanings.set({});
  chosenPoll.set({});
  chosenPolls.set(null);
  registerQuestion.set(null);
  if (from === 'register') focusMain();
  else openScreen(from);
}

function PromisesQuestion({ from, poll }: { from: ScreenId; poll: Poll }) {
  const { t } = useWords();
  const chosen = useStore(chosenMeanings);
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (meanings: Record<string, CodeMeaning>) => client.register.setMeanings.mutate(meanings),
    onSuccess: () => leave(from),
  });
  const known = { ...poll.meanings, ...chosen };
  const codes = poll.codes.map(({ code, electors }) => ({
    code,
    electors,
    meaning: known[code.toUpperCase()] ?? 'unknown',
  }));
  const isProposed = Object.keys(chosen).length === 0 && Object.keys(poll.meanings).length === 0;
  const shown = isProposed ? withProposed(codes) : codes;
  const meanings = { ...known, ...inCapitals(shown.map(({ code, meaning }) => [code, meaning])) };
  return (
    <StepFrame
      question={t('Which answers count as a promise?')}
      main={{
        label: t('Save'),
        isWaiting: save.isPending,
        onGoOn: () =>
          Object.values(meanings).includes('promise')
            ? save.mutate(meanings)
            : setRefusal(t('Type or tick the answers that count as a promise.')),
      }}
      onBack={() => leave(from)}
      refusals={[refusal, save.error ? sentenceOf(save.error) : null]}
    >
      <PromiseChoice
        codes={shown}
        isProposed={isProposed}
        onChange={(changed) => {
          setRefusal(null);
          chosenMeanings.set(inCapitals(Object.entries(changed)));
        }}
      />
      <WaitingForImport isPending={save.isPending} />
    </StepFrame>
  );
}

function inCapitals(meanings: [string, CodeMeaning][]): Record<string, CodeMeaning> {
  return Object.fromEntries(meanings.map(([code, meaning]) => [code.toUpperCase(), meaning]));
}

/** Nobody has an answer: what brings them. */
function NoAnswers({ from, room }: { from: ScreenId; room: RoomAnswers }) {
  const { t } = useWords();
  const choose = (file: File) => {
    leave('register');
    void chooseRegister(file);
  };
  return (
    <StepFrame question={t('Which answers count as a promise?')} onBack={() => leave(from)} refusals={[]}>
      <p>
        {room.hasRegister
          ? t(
              'Nobody in this room has an answer yet. Choose a canvass file: you are asked before it is imported.',
            )
          : t('There is no register yet. Choose it first: you are asked before it is imported.')}
      </p>
      <div>
        <ChooseFileButton accept={REGISTER_FILES} onFile={choose}>
          {(props) => (
            <Button {...props}>
              {room.hasRegister ? t('Choose a register or canvass file…') : t('Choose a register file…')}
            </Button>
          )}
        </ChooseFileButton>
      </div>
    </StepFrame>
  );
}

function PollQuestion({ from, room }: { from: ScreenId; room: RoomAnswers }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const chosen = useStore(chosenPoll);
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (settings: PollSettings) => client.register.setPoll.mutate({ ...settings, by }),
    onSuccess: (_, { elections = [] }) => {
      leave(from);
      // With several polls there is one question more.
      if (elections.length > 1 && room.hasPromises) askOnRegister('polls', from);
    },
  });
  const now = { pollingDay: room.pollingDay, elections: [...room.elections], ...settingsChosen(chosen) };
  return (
    <StepFrame
      question={t('When is polling day, and which election is it?')}
      main={{
        label: t('Save'),
        isWaiting: save.isPending,
        // Read anew: leaving the field of the date has only just changed it.
        onGoOn: () => {
          const settings = { ...now, ...settingsChosen(chosenPoll.get()) };
          if (settings.elections.length > 0) save.mutate(settings);
          else setRefusal(t('Tick the kind of election.'));
        },
      }}
      onBack={() => leave(from)}
      refusals={[refusal, save.error ? sentenceOf(save.error) : null]}
    >
      <PollFields
        {...now}
        onChange={(settings) => {
          setRefusal(null);
          chosenPoll.update((before) => ({ ...before, ...settings }));
        }}
      />
      <WaitingForImport isPending={save.isPending} />
    </StepFrame>
  );
}

function PollsQuestion({ from, poll }: { from: ScreenId; poll: Poll }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const onlyFor = useStore(chosenPolls) ?? poll.promisesFor;
  const [refusal, setRefusal] = useState<string | null>(null);
  const kinds = electionsOf(poll);
  const codes = promisesOf(poll);
  const save = useMutation({
    mutationFn: () => client.register.setPromisesFor.mutate({ onlyFor: asSent(onlyFor), by }),
    onSuccess: () => leave(from),
  });
  const left = codes.find(({ code }) => pollsOf(onlyFor, code, kinds).length === 0);
  return (
    <StepFrame
      question={t('Which polls is a promise for?')}
      main={{
        label: t('Save'),
        isWaiting: save.isPending,
        onGoOn: () =>
          left ? setRefusal(t('Tick at least one poll for {{code}}.', { code: left.code })) : save.mutate(),
      }}
      onBack={() => leave(from)}
      refusals={[refusal, save.error ? sentenceOf(save.error) : null]}
    >
      <p>{t('Each promise counts at every poll that is ticked. Untick those it is not for.')}</p>
      <PromisesForChoice
        codes={codes}
        kinds={kinds}
        onlyFor={onlyFor}
        onChange={(chosen) => {
          setRefusal(null);
          chosenPolls.set(chosen);
        }}
      />
      <WaitingForImport isPending={save.isPending} />
    </StepFrame>
  );
}
