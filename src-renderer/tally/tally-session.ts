import { client } from '../room/client.ts';
import { queryClient, ROOM } from '../room/query-client.ts';
import { sentenceOf } from '../shared/sentence.ts';
import { askForUnsaved } from '../shared/unsaved.ts';
import { type EntryKeep, EntryQueue } from './entry-queue.ts';
import { soundFor } from './entry-sound.ts';

export const RECENT = [ROOM, 'recent'] as const;

const KEPT = 'committee-room.entries-2';

/** Kept by this window only, so that entries not yet saved outlive a reload of the page. */
const keep: EntryKeep = {
  read() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    } catch {
      return null;
    }
  },
  write(kept) {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // The queue in memory still holds them.
    }
  },
};

/** This window's entries; they go on being saved while another screen is open. */
export const entryQueue = new EntryQueue(
  {
    mark: async (input) => {
      const result = await client.turnout.mark.mutate(input);
      soundFor(result);
      return result;
    },
    undo: (input) => client.turnout.undo.mutate(input),
    refreshed: () => queryClient.invalidateQueries({ queryKey: RECENT }),
    sentenceOf,
  },
  keep,
);

askForUnsaved(() => entryQueue.session.get().queue.length > 0);
