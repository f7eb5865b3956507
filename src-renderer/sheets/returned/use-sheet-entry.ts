import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReturnedLine } from '../../../src-main/sheets/returned.ts';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { useStore } from '../../shared/store.ts';
import { words } from '../../shared/words.ts';
import { noteAct } from '../own-acts.ts';
import { answerInWords, type Entered } from './answers.ts';
import { passLine, returnedDraft } from './returned-draft.ts';
import { useAnswers } from './use-answers.ts';

export type SheetEntry = ReturnType<typeof useSheetEntry>;

/** Where the cursor is on a returned sheet, what is entered, and whether the sheet is done. */
export function useSheetEntry(code: string, lines: readonly ReturnedLine[], onDone: (code: string) => void) {
  const by = useEnteredBy();
  const { answerOf, enter, ...answers } = useAnswers(code);
  const { passed } = useStore(returnedDraft);
  const isSeen = (line: ReturnedLine) => answerOf(line) !== '' || passed.includes(line.electorId);
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      lines.findIndex((line) => !isSeen(line)),
    ),
  );
  const [asking, setAsking] = useState(false);
  const finish = useMutation({
    scope: { id: 'returned' },
    mutationFn: () => client.sheets.move.mutate({ codes: [code], move: 'sheet back', by }),
    onSuccess: () => onDone(code),
  });
  const here = lines[at];
  const after = (place: number) => Math.min(place + 1, lines.length - 1);
  const before = Math.max(at - 1, 0);
  const unseen = lines.filter((line) => !isSeen(line)).length;
  const answer = (place: number, entered: Entered) => {
    const line = lines[place];
    if (!line) return;
    enter(line.electorId, entered, answerInWords(line, entered));
    setAt(entered === '' ? place : after(place));
  };
  const done = () => noteAct(finish.mutateAsync(), { what: `${code}: ${words.t('Back')}` });
  return {
    ...answers,
    done,
    at,
    setAt,
    answerOf,
    answer,
    answered: lines.filter((line) => answerOf(line) !== '').length,
    unseen,
    asking,
    goOn: () => setAsking(false),
    finish,
    down: () => setAt(after(at)),
    up: () => setAt(before),
    pass: () => {
      if (here) passLine(here.electorId);
      setAt(after(at));
    },
    /** Removes the last answer, whose line the cursor has left already. */
    undoLast: () => answer(here && answerOf(here) === '' ? before : at, ''),
    close: () => {
      if (answers.unsaved > 0) return;
      if (unseen > 0) setAsking(true);
      else done();
    },
  };
}
