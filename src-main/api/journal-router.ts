import { z } from 'zod';
import { exportJournal } from '../journal/export-journal.ts';
import { JOURNAL_KINDS, readJournal } from '../journal/read-journal.ts';
import { wordsOf } from '../paper/words.ts';
import { call, t } from './calls.ts';
import { by, language } from './inputs.ts';

/** Reading the journal. */
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
