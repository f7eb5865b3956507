import * as z from 'zod/mini';
import { draftOf } from '../room/drafts.ts';
import { storedJson } from '../shared/stored-json.ts';
import { linesIn } from './pasted-lines.ts';

/** A page of a teller's pad. */
export const BOXES = 44;

const shape = z.object({
  /** In the field. */
  text: z.string(),
  /** In the boxes of a slip, by their place; null while there is one field. */
  boxes: z.nullable(z.array(z.string())),
});

export type TallyDraft = z.infer<typeof shape>;

const NOTHING: TallyDraft = { text: '', boxes: null };

/** Numbers typed in this window and not entered yet. */
export const tallyDraft = draftOf('tally', shape, NOTHING, isNothing);

function isNothing({ text, boxes }: TallyDraft): boolean {
  return text.trim() === '' && boxes === null;
}

/** A draft as another window has stored it. */
export function readTallyDraft(typed: string): TallyDraft {
  return storedJson(typed, shape) ?? NOTHING;
}

/** The numbers of a draft as they were typed, one after another. */
export function numbersTyped({ text, boxes }: TallyDraft): string[] {
  return [text, ...(boxes ?? [])]
    .flatMap((each) => each.split(/[\n,;]+/))
    .flatMap((each) => each.trim() || []);
}

export function setText(text: string): void {
  tallyDraft.update((draft) => ({ ...draft, text }));
}

export function setBoxes(boxes: readonly string[]): void {
  tallyDraft.update((draft) => ({ ...draft, boxes: [...boxes] }));
}

/** Shows boxes, with the numbers that are in the field. */
export function openBoxes(): void {
  const typed = linesIn(tallyDraft.get().text.replaceAll(';', '\n'));
  const boxes = Array.from({ length: BOXES }, (_, place) => typed[place] ?? '');
  // The last box takes what no box is left for.
  if (typed.length > BOXES) boxes[BOXES - 1] = typed.slice(BOXES - 1).join('; ');
  tallyDraft.set({ text: '', boxes });
}

/** Goes back to one field, with the numbers that are in the boxes. */
export function closeBoxes(): void {
  tallyDraft.update(({ boxes }) => ({
    text: (boxes ?? []).filter((box) => box.trim() !== '').join('; '),
    boxes: null,
  }));
}

export function clearTyped(): void {
  tallyDraft.set(NOTHING);
}
