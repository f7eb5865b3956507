import * as z from 'zod/mini';
import { client } from '../room/client.ts';
import { practiceId } from '../room/practice-id.ts';
import { queryClient, ROOM } from '../room/query-client.ts';
import { messageOf } from '../shared/sentence.ts';
import { storedJson } from '../shared/stored-json.ts';
import { askForUnsaved } from '../shared/unsaved.ts';
import { EntryQueue, type EntryStorage } from './entry-queue.ts';
import { beepFor } from './entry-sound.ts';

export const RECENT = [ROOM, 'recent'] as const;

/** Entries of a practice must never be sent to the room. */
const STORAGE_KEY = `committee-room.entries-3${practiceId === null ? '' : `.${practiceId}`}`;

const ownEntry = z.object({
  commandId: z.string(),
  number: z.string(),
  numbers: z.number(),
  marked: z.number(),
  already: z.number(),
  toLookAt: z.number(),
  undo: z.exactOptional(z.string()),
});

const storedEntries = z.object({
  queue: z.array(
    z.object({
      commandId: z.string(),
      act: z.enum(['mark', 'undo', 'takeBack', 'enterAgain']),
      text: z.string(),
      place: z.object({
        district: z.exactOptional(z.string()),
        stationId: z.exactOptional(z.number()),
        slipId: z.exactOptional(z.number()),
      }),
      by: z.string(),
      telling: z.exactOptional(z.string()),
      own: z.exactOptional(ownEntry),
    }),
  ),
  mine: z.array(ownEntry),
});

/** Kept for this window only, so that entries not yet saved survive a reload of the page. */
const storage: EntryStorage = {
  read() {
    try {
      return storedJson(sessionStorage.getItem(STORAGE_KEY), storedEntries);
    } catch {
      return null;
    }
  },
  write(entries) {
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(entries));
    } catch {
      // They are still in memory.
    }
  },
};

/** This window's entries. They are saved even while another screen is open. */
export const entryQueue = new EntryQueue(
  {
    mark: async (input) => {
      const result = await client.turnout.mark.mutate(input);
      beepFor(result);
      return result;
    },
    undo: (input) => client.turnout.undo.mutate(input),
    takeBack: async (commandId, by) => (await client.turnout.takeBack.mutate({ commandId, by })).undo,
    enterAgain: (undo, by) => client.turnout.enterAgain.mutate({ undo, by }),
    refreshed: () => queryClient.invalidateQueries({ queryKey: RECENT }),
    messageOf,
  },
  storage,
);

askForUnsaved(() => entryQueue.session.get().queue.length > 0);
