import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Question, QuestionAnswer } from '../../src-main/register/import/questions.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { WaitingForImport } from '../room/WaitingForImport.tsx';
import { counted } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { Answered, Empty, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './choices.module.css';

const WHY: Record<Question['kind'], string> = {
  number: 'The register gives this number to:',
  renumbered: 'New number of a renumbered register:',
  canvass: 'The canvass has an answer of:',
};

const OTHER: Record<Question['kind'], string> = {
  number: 'Somebody else: they have the number now',
  renumbered: 'None of these: somebody new',
  canvass: 'None of these',
};

/** What imports would not guess: somebody who knows the people says who is who. */
export function Questions() {
  const { t } = useWords();
  const open = useQuery({ queryKey: [ROOM, 'questions'], queryFn: () => client.register.questions.query() });
  return (
    <Answered of={open} waiting={t('Loading…')} failed={t('The questions could not be read.')}>
      {(questions) => <OpenQuestions questions={questions} />}
    </Answered>
  );
}

function OpenQuestions({ questions }: { questions: readonly Question[] }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const settle = useMutation({
    mutationFn: (answer: { id: number; answer: QuestionAnswer }) =>
      client.register.answer.mutate({ ...answer, by }),
  });
  if (questions.length === 0) {
    return (
      <Empty title={t('Nothing is left to settle')}>
        <p>{t('When an import cannot tell who somebody is, it asks here instead of guessing.')}</p>
      </Empty>
    );
  }
  return (
    <div className={part.parts}>
      <p>
        {t('{{number}}. Whatever you answer, nothing known about anybody is lost.', {
          number: counted(questions.length, 'question'),
        })}
      </p>
      <Failed what={t('That was not settled.')} error={settle.error} />
      <WaitingForImport isPending={settle.isPending} />
      <ol className={part.parts}>
        {questions.slice(0, SHOWN).map((question) => (
          <li key={question.id}>
            <OneQuestion
              question={question}
              disabled={settle.isPending}
              onAnswer={(answer) => settle.mutate({ id: question.id, answer })}
            />
          </li>
        ))}
      </ol>
      {questions.length > SHOWN && (
        <p>
          {t('and {{counted}}, shown as these are settled.', {
            counted: counted(questions.length - SHOWN, 'more', 'more'),
          })}
        </p>
      )}
    </div>
  );
}

/** A page of questions is enough to begin with. */
const SHOWN = 50;

type OneQuestionProps = {
  question: Question;
  disabled: boolean;
  onAnswer: (answer: QuestionAnswer) => void;
};

function OneQuestion({ question: { kind, about, candidates, id }, disabled, onAnswer }: OneQuestionProps) {
  const { t } = useWords();
  return (
    <fieldset className={classes.choice}>
      <legend>
        {t(WHY[kind])} {about.number} <strong>{about.name}</strong>, {about.address || t('no address')}
      </legend>
      <p id={`question-${id}`}>{t('Is that one of these?')}</p>
      <div className={part.line}>
        {candidates.map((each) => (
          <Button
            key={each.id}
            size="sm"
            variant="default"
            disabled={disabled}
            onClick={() => onAnswer(each.id)}
          >
            {t('Yes: {{name}}, {{address}} ({{number}})', {
              ...each,
              address: each.address || t('no address'),
            })}
          </Button>
        ))}
        <Button size="sm" variant="default" disabled={disabled} onClick={() => onAnswer('other')}>
          {t(OTHER[kind])}
        </Button>
        {kind === 'number' && (
          <Button size="sm" variant="default" disabled={disabled} onClick={() => onAnswer('leave')}>
            {t('Leave it as it is')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
