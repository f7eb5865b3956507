import { Checkbox, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { CodeMeaning } from '../../src-main/register/elector/code-meanings.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import classes from './choices.module.css';
import { MeaningTable } from './MeaningTable.tsx';
import { readCodes } from './promise-codes.ts';
import { useChoices } from './use-choices.ts';

type PromiseChoiceProps = {
  codes: readonly { code: string; electors: number; meaning: CodeMeaning }[];
  /** The ticks are proposed, and nobody has chosen them yet. */
  isProposed: boolean;
  /** Gets the meanings of all codes. */
  onChange: (meanings: Record<string, CodeMeaning>) => void;
};

/** The voting intentions that are promises, typed or ticked; what the others mean is folded. */
export function PromiseChoice({ codes, isProposed, onChange }: PromiseChoiceProps) {
  const { t } = useWords();
  const choices = useChoices().data;
  const others = codes.filter(({ meaning }) => meaning !== 'promise');
  const ticked = codes.flatMap(({ code, meaning }) => (meaning === 'promise' ? [code] : []));
  const change = (meaningOf: (code: string, meaning: CodeMeaning) => CodeMeaning) =>
    onChange(Object.fromEntries(codes.map(({ code, meaning }) => [code, meaningOf(code, meaning)])));
  const choose = (chosen: ReadonlySet<string>) =>
    change((code, meaning) => (chosen.has(code) ? 'promise' : meaning === 'promise' ? 'unknown' : meaning));
  return (
    <>
      {isProposed && ticked.length > 0 && (
        <Notice
          tone="notice"
          role="status"
          title={t('Ticked for you, to be checked: {{codes}}.', { codes: ticked.join(', ') })}
        >
          <p>{t('These words usually mean a promise. Untick any that does not, then go on.')}</p>
        </Notice>
      )}
      <TypedCodes codes={codes.map(({ code }) => code)} ticked={ticked} onChange={choose} />
      <Checkbox.Group
        label={t('Or tick them here:')}
        value={ticked}
        onChange={(chosen) => choose(new Set(chosen))}
      >
        <div className={classes.codes}>
          {codes.map(({ code, electors }) => (
            <Checkbox key={code} value={code} label={`${code}: ${counted(electors, 'elector')}`} />
          ))}
        </div>
      </Checkbox.Group>
      {others.length > 0 && (
        <details className={part.opens}>
          <summary>{t('What the other answers mean')}</summary>
          <MeaningTable
            legend={t('What does each voting intention mean?')}
            codes={others}
            meanings={(choices?.codeMeanings ?? []).filter((meaning) => meaning !== 'promise')}
            onChange={(changed, to) => change((code, meaning) => (code === changed ? to : meaning))}
          />
        </details>
      )}
    </>
  );
}

type TypedCodesProps = {
  codes: readonly string[];
  ticked: readonly string[];
  onChange: (chosen: ReadonlySet<string>) => void;
};

/** The same as text: however many letters a party has, they are one line to type. */
function TypedCodes({ codes, ticked, onChange }: TypedCodesProps) {
  const { t } = useWords();
  /** null while nobody types. */
  const [text, setText] = useState<string | null>(null);
  const [isLeft, setIsLeft] = useState(false);
  const unknown = text === null ? [] : readCodes(text, codes).unknown;
  const error =
    unknown.length > 0 ? t('Nobody has the answer {{codes}}.', { codes: unknown.join(', ') }) : '';
  const field = useRef<HTMLInputElement>(null);
  // The form that it is in does not go on past what is not an answer.
  useEffect(() => field.current?.setCustomValidity(error), [error]);
  const leave = () => {
    setIsLeft(true);
    if (error === '') setText(null);
  };
  return (
    <TextInput
      ref={field}
      className={part.text ?? ''}
      label={t('Type the answers of everybody who will vote for you, with spaces between.')}
      description={t('Every party has its own letters. Knock-up sheets list promises only.')}
      value={text ?? ticked.join(', ')}
      error={(isLeft && error) || undefined}
      autoComplete="off"
      spellCheck={false}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        setIsLeft(false);
        onChange(readCodes(value, codes).found);
      }}
      onBlur={leave}
      onKeyDown={({ key }) => {
        if (key === 'Enter') leave();
        if (key === 'Escape') setText(null);
      }}
    />
  );
}
