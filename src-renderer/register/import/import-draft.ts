import * as z from 'zod/mini';
import { client } from '../../room/client.ts';
import { draftOf } from '../../room/drafts.ts';
import { storedJson } from '../../shared/stored-json.ts';
import { importFlow, keptAnswers, openFiles } from './import-flow.ts';
import { type Answers, STEPS } from './import-state.ts';

const step = z.enum(STEPS);

const shape = z.nullable(
  z.object({
    /** The files, which the program keeps in its memory until it ends. */
    fileId: z.string(),
    canvassId: z.nullable(z.string()),
    fileName: z.string(),
    // The room checks these words itself when they are used.
    meanings: z.record(z.string(), z.string()),
    poll: z.record(z.string(), z.unknown()),
    promisesFor: z.optional(z.record(z.string(), z.array(z.string()))),
    removeMissing: z.boolean(),
    isLeftOpen: z.boolean(),
    step,
    answered: z.array(step),
    skipped: z.array(step),
  }),
);

type ImportDraft = NonNullable<z.infer<typeof shape>>;

/** The file that this window is importing, and what was answered about it. */
const importDraft = draftOf<ImportDraft | null>('import', shape, null, (draft) => draft === null);

/** The name of the file in a draft that another window has stored; null if there is none. */
export function fileInDraft(typed: string): string | null {
  return storedJson(typed, shape)?.fileName ?? null;
}

importFlow.subscribe(note);
keptAnswers.subscribe(note);
importDraft.subscribe(() => void goOnWith(importDraft.get()));
void goOnWith(importDraft.get());

/** Keeps what is open, for this window after a reload and for others after its end. */
function note(): void {
  const flow = importFlow.get();
  // It is being read; what comes of it is noted then.
  if (flow.at === 'staging') return;
  const now = flow.at === 'understood' ? flow : flow.at === 'importing' ? flow.from : null;
  const kept = keptAnswers.get();
  const before = importDraft.get();
  // The file is not there, but its answers are.
  if (!now && kept && before) return;
  const next = now && {
    fileId: now.register.fileId,
    canvassId: now.canvass?.fileId ?? null,
    fileName: now.register.fileName,
    meanings: now.meanings,
    poll: now.poll,
    promisesFor: now.promisesFor,
    removeMissing: now.removeMissing,
    isLeftOpen: now.isLeftOpen,
    step: now.step,
    answered: [...now.answered],
    skipped: [...now.skipped],
  };
  if (JSON.stringify(next) !== JSON.stringify(before)) importDraft.set(next as ImportDraft | null);
}

/** Opens the files of a draft again. If the program no longer has them, their answers are kept for the next file. */
async function goOnWith(draft: ImportDraft | null): Promise<void> {
  if (!draft || importFlow.get().at !== 'start' || keptAnswers.get()) return;
  const { fileId, canvassId, fileName, ...chosen } = draft;
  const answers = chosen as Answers;
  importFlow.set({ at: 'staging', fileName });
  try {
    const register = await client.register.read.mutate({ fileId });
    const canvass = canvassId === null ? null : await client.register.read.mutate({ fileId: canvassId });
    openFiles(register, canvass, answers);
  } catch {
    keptAnswers.set({ fileName, answers: { ...answers, hadCanvass: canvassId !== null } });
    importFlow.set({ at: 'start' });
  }
}
