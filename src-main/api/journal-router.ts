import { z } from 'zod';
import { exportJournal } from '../journal/export-journal.ts';
import { effectOfUndo, runUndo } from '../journal/long-undo.ts';
import { JOURNAL_KINDS, readJournal } from '../journal/read-journal.ts';
import { planUndo } from '../journal/undo.ts';
import { wordsOf } from '../paper/words.ts';
import { call, t } from './calls.ts';
import { by, language } from './inputs.ts';

const entries = z.array(z.string().max(60)).min(1).max(10_000);

/** Reading the journal, and undoing what it says. */
export const journalRouter = t.router({
  read: call
    .input(
      z.object({
        kind: z.enum(JOURNAL_KINDS),
        text: z.string().max(100),
        hour: z.int().min(0).max(23).nullable(),
        before: z.int().nullable(),
        limit: z.int().min(1).max(500),
        language,
      }),
    )
    .query(async ({ ctx, input: { language: wanted, ...filter } }) => {
      const words = await wordsOf(wanted ?? 'en');
      return readJournal(ctx.room, filter, words.t);
    }),
  /** What undoing entries would do, and why it cannot be done if so. */
  planUndo: call.input(z.object({ entries, language })).query(async ({ ctx, input }) => {
    const words = await wordsOf(input.language ?? 'en');
    return planUndo(ctx.room, input.entries, words.t);
  }),
  /** What it would change in numbers. It is not asked again with every mark. */
  undoEffect: call
    .input(z.object({ entries }))
    .query(({ ctx, input }) => effectOfUndo(ctx.room, input.entries)),
  /** Undoes entries, undos among them. The answer is the id of the entry that undid them. */
  undo: call
    .input(z.object({ entries, by }))
    .mutation(async ({ ctx, input }) => ({ id: await runUndo(ctx.room, input.entries, input.by) })),
  /** The whole journal as CSV. */
  export: call.input(z.object({ by })).mutation(({ ctx, input }) => {
    let text = '';
    exportJournal(ctx.room, input.by, (csv, record) => {
      text = csv;
      return record();
    });
    return { csv: text };
  }),
});
