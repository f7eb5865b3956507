import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { Trans } from 'react-i18next';
import type { ReturnedLine } from '../../src-main/sheets/returned.ts';
import type { DoorstepAnswer } from '../../src-main/turnout/doorstep.ts';
import { partInWords } from '../../src-shared/sheet-words.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { isRefused, sentenceOf } from '../shared/sentence.ts';
import { Busy, Failed } from '../shared/states.tsx';
import { useUnsaved } from '../shared/unsaved.ts';
import { useWords } from '../shared/use-words.ts';
import { lookUp } from '../shared/words.ts';
import classes from './returned.module.css';

type Answer = { key: string; answer: DoorstepAnswer; label: string };

/** One key each. */
const ANSWERS: readonly Answer[] = [
  { key: 'v', answer: 'voted', label: 'Voted' },
  { key: 'w', answer: 'will vote', label: 'Will vote' },
  { key: 'o', answer: 'out', label: 'Out' },
  { key: 'r', answer: 'refused', label: 'Refused' },
  { key: 'm', answer: 'moved', label: 'Moved' },
  { key: 'l', answer: 'lift', label: 'Lift' },
];

const WORDS: Record<string, string> = {
  voted: 'Says has voted',
  'will vote': 'Will vote',
  out: 'Out',
  refused: 'Refused',
  moved: 'Moved',
  lift: 'Wants a lift',
};

type Props = { code: string; onLeave: () => void; onDone: (code: string) => void };

/** The lines of a returned sheet in order, one key each, saved as they are pressed. */
export function ReturnedLines({ code, onLeave, onDone }: Props) {
  const { t } = useWords();
  const sheet = useQuery({
    queryKey: [ROOM, 'returned', code],
    queryFn: ({ signal }) => client.sheets.returned.query({ code }, { signal }),
    retry: false,
  });
  if (sheet.isPending) return <Busy>{t('Finding sheet {{code}}…', { code })}</Busy>;
  if (sheet.isLoadingError) {
    // The same code gets the same answer, so asking again helps only if there was no answer.
    return isRefused(sheet.error) ? (
      <NoSuchSheet code={code} sentence={sentenceOf(sheet.error)} onLeave={onLeave} />
    ) : (
      <div className={classes.lines}>
        <Failed
          what={t('Sheet {{code}} could not be loaded.', { code })}
          error={sheet.error}
          onRetry={() => void sheet.refetch()}
        />
        <div>
          <Button variant="default" onClick={onLeave}>
            {t('Another code')}
          </Button>
        </div>
      </div>
    );
  }
  const { lines, code: written, sheet: issued } = sheet.data;
  return (
    <Lines
      code={written}
      title={[
        issued?.title,
        partInWords(lookUp, issued?.part ?? null),
        issued?.runner && t('with {{runner}}', { runner: issued.runner }),
        issued?.replacedBy && t('replaced by sheet {{code}}', { code: issued.replacedBy }),
      ]
        .filter(Boolean)
        .join(', ')}
      lines={lines}
      onLeave={onLeave}
      onDone={onDone}
    />
  );
}

function NoSuchSheet({ code, sentence, onLeave }: { code: string; sentence: string; onLeave: () => void }) {
  const { t } = useWords();
  return (
    <Notice tone="bad" role="alert" title={t('Sheet {{code}} was not found.', { code })}>
      <p>{sentence}</p>
      {/* The field that had the focus is gone. */}
      <Button size="sm" autoFocus onClick={onLeave}>
        {t('Another code')}
      </Button>
    </Notice>
  );
}

function Lines({ code, title, lines, onLeave, onDone }: Props & { title: string; lines: ReturnedLine[] }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      lines.findIndex(({ answer }) => answer === ''),
    ),
  );
  const list = useRef<HTMLOListElement>(null);
  const focusLine = useCallback((place: number) => {
    const line = list.current?.querySelectorAll<HTMLElement>('[data-line]')[place];
    line?.focus();
    line?.scrollIntoView({ block: 'nearest' });
  }, []);
  useEffect(() => focusLine(at), [at, focusLine]);
  const enter = useMutation({
    mutationFn: ({ electorId, answer }: { electorId: number; answer: DoorstepAnswer | '' }) =>
      client.sheets.enterReturned.mutate({ code, lines: [{ electorId, answer }], by }),
    // Answers are saved one after another, in the order of the keys.
    scope: { id: 'returned' },
    onError: (_, { electorId, answer }) => setUnsaved((before) => new Map(before).set(electorId, answer)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [ROOM, 'returned', code] }),
  });
  /** Answers that did not reach the room. They stay shown even if later ones are saved. */
  const [unsaved, setUnsaved] = useState<ReadonlyMap<number, DoorstepAnswer | ''>>(new Map());
  useUnsaved(unsaved.size > 0);
  const saveAgain = () => {
    setUnsaved(new Map());
    for (const [electorId, answer] of unsaved) enter.mutate({ electorId, answer });
  };
  const [pressed, setPressed] = useState<ReadonlyMap<number, DoorstepAnswer | ''>>(new Map());
  /** Lines skipped because nothing is on the paper. */
  const [passed, setPassed] = useState<ReadonlySet<number>>(new Set());
  const [asking, setAsking] = useState(false);
  const answerOf = (line: ReturnedLine) => pressed.get(line.electorId) ?? line.answer;
  const enterAnswer = (place: number, answer: DoorstepAnswer | '') => {
    const line = lines[place];
    if (!line) return;
    setPressed((before) => new Map(before).set(line.electorId, answer));
    setUnsaved((before) => new Map([...before].filter(([electorId]) => electorId !== line.electorId)));
    enter.mutate({ electorId: line.electorId, answer });
    setAt(answer === '' ? place : Math.min(place + 1, lines.length - 1));
  };
  /** Removes the last answer, whose line the cursor has left already. */
  const undoLast = () => {
    const here = lines[at];
    enterAnswer(here && answerOf(here) === '' ? Math.max(at - 1, 0) : at, '');
  };
  const finish = useMutation({
    scope: { id: 'returned' },
    mutationFn: () => client.sheets.move.mutate({ codes: [code], move: 'sheet back', by }),
    onSuccess: () => onDone(code),
  });
  const unseen = lines.filter((line) => answerOf(line) === '' && !passed.has(line.electorId)).length;
  const pass = () => {
    const line = lines[at];
    if (line) setPassed((before) => new Set(before).add(line.electorId));
    setAt(Math.min(at + 1, lines.length - 1));
  };
  const close = () => {
    if (unsaved.size > 0) return;
    if (unseen > 0) setAsking(true);
    else finish.mutate();
  };
  /** The keys of a line. On a button, keys do what they do on any button. */
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLLIElement)) return;
    const known = ANSWERS.find(({ key }) => key === event.key.toLowerCase());
    const action = known
      ? () => enterAnswer(at, known.answer)
      : { ' ': pass, Backspace: undoLast, Delete: undoLast, Enter: close }[event.key];
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, lines.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    // A key that is held down answers one line, not one line after another.
    else if (action && !event.repeat) action();
    else if (!action) return;
    event.preventDefault();
  };
  const answered = lines.filter((line) => answerOf(line) !== '').length;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys work on every line of the list
    <div className={classes.lines} onKeyDown={onKey}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t('Sheet {{code}}: {{title}}', { code, title })}</h2>
        <p role="status">
          {t('{{answered}} of {{lines}} entered', { answered, lines: counted(lines.length, 'line') })}
        </p>
      </div>
      <p className={classes.keys}>
        {ANSWERS.map(({ key, label }) => (
          <span key={key}>
            <kbd>{key.toUpperCase()}</kbd> {t(label)}
          </span>
        ))}
        <span>
          <Trans t={t} i18nKey="<key>Space</key> nothing on the paper" components={{ key: <kbd /> }} />
        </span>
        <span>
          <Trans t={t} i18nKey="<key>Backspace</key> take back" components={{ key: <kbd /> }} />
        </span>
        <span>
          <Trans t={t} i18nKey="<key>Enter</key> the sheet is done" components={{ key: <kbd /> }} />
        </span>
      </p>
      {unsaved.size > 0 && (
        <Notice
          tone="bad"
          role="alert"
          title={t('{{answers}} not saved.', { answers: counted(unsaved.size, 'answer is', 'answers are') })}
        >
          {enter.error && <p>{sentenceOf(enter.error)}</p>}
          <Button size="sm" onClick={saveAgain}>
            {t('Try again')}
          </Button>
        </Notice>
      )}
      <Failed what={t('That was not saved.')} error={finish.error} />
      {asking && (
        <Notice
          tone="notice"
          role="alert"
          title={t('{{lines}} not checked yet. Is the sheet done?', {
            lines: counted(unseen, 'line'),
          })}
        >
          <div className={classes.row}>
            <Button
              size="sm"
              autoFocus
              onClick={() => {
                setAsking(false);
                focusLine(at);
              }}
            >
              {t('Go on with the sheet')}
            </Button>
            <Button
              size="sm"
              variant="default"
              disabled={finish.isPending || unsaved.size > 0}
              onClick={() => finish.mutate()}
            >
              {t('It is done')}
            </Button>
          </div>
        </Notice>
      )}
      <ol ref={list} className={classes.list} aria-label={t('Lines of sheet {{code}}', { code })}>
        {lines.map((line, place) => {
          const answer = answerOf(line);
          return (
            <li
              key={line.electorId}
              data-line
              data-current={place === at || undefined}
              className={classes.line}
              tabIndex={place === at ? 0 : -1}
              onFocus={() => setAt(place)}
            >
              <span className={classes.door}>
                {line.door || t('No number')} <small>{line.street}</small>
              </span>
              <span>
                <strong>{line.number}</strong> {line.name}
                {line.isMarkedOff && <em className={classes.marked}> {t('marked off already')}</em>}
              </span>
              <span className={classes.answer}>{t(WORDS[answer] ?? '')}</span>
              <span className={classes.buttons}>
                {ANSWERS.map(({ key, answer: each, label }) => (
                  <button
                    key={key}
                    type="button"
                    tabIndex={-1}
                    className={classes.button}
                    aria-pressed={answer === each}
                    aria-label={`${line.number}: ${t(label)}`}
                    onClick={(event) => {
                      // Back to the line, where the keys work.
                      event.currentTarget.closest('li')?.focus();
                      enterAnswer(place, answer === each ? '' : each);
                    }}
                  >
                    {key.toUpperCase()}
                  </button>
                ))}
              </span>
            </li>
          );
        })}
      </ol>
      <div className={classes.row}>
        <Button disabled={finish.isPending || unsaved.size > 0} onClick={close}>
          {t('The sheet is back and done')}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {t('Leave it for later')}
        </Button>
      </div>
    </div>
  );
}
