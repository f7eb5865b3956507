import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReturnedLine } from '../../../src-main/sheets/returned.ts';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { ROOM } from '../../room/query-client.ts';
import { useUnsaved } from '../../shared/unsaved.ts';
import { noteAct } from '../own-acts.ts';
import type { Entered } from './answers.ts';

type Answers = ReadonlyMap<ReturnedLine['electorId'], Entered>;

const NONE: Answers = new Map();

/** The answers of a sheet: shown at once, and saved one after another in the order of the keys. */
export function useAnswers(code: string) {
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  const [pressed, setPressed] = useState(NONE);
  /** Answers that did not reach the room. They stay shown even if later ones are saved. */
  const [unsaved, setUnsaved] = useState(NONE);
  useUnsaved(unsaved.size > 0);
  const save = useMutation({
    mutationFn: ({ electorId, answer }: { electorId: number; answer: Entered }) =>
      client.sheets.enterReturned.mutate({ code, lines: [{ electorId, answer }], by }),
    scope: { id: 'returned' },
    onError: (_, { electorId, answer }) => setUnsaved((before) => new Map(before).set(electorId, answer)),
    onSuccess: async (_, { electorId, answer }) => {
      await queryClient.invalidateQueries({ queryKey: [ROOM, 'returned', code] });
      // From now on as the room has it, which it may be taken back from; but not if there is a later one on its way.
      setPressed((before) =>
        before.get(electorId) === answer ? new Map([...before].filter(([id]) => id !== electorId)) : before,
      );
    },
  });
  return {
    answerOf: (line: ReturnedLine) => pressed.get(line.electorId) ?? line.answer,
    /** `what` says it, for taking it back. */
    enter: (electorId: number, answer: Entered, what: string) => {
      setPressed((before) => new Map(before).set(electorId, answer));
      setUnsaved((before) => new Map([...before].filter(([id]) => id !== electorId)));
      noteAct(save.mutateAsync({ electorId, answer }), { what, electorId });
    },
    unsaved: unsaved.size,
    error: save.error,
    saveAgain: () => {
      setUnsaved(NONE);
      for (const [electorId, answer] of unsaved) save.mutate({ electorId, answer });
    },
  };
}
