import { z } from 'zod';
import type { FileForLaptops } from '../store/journal/journal.ts';
import { FILE_FOR_LAPTOPS } from '../store/journal/stored-detail.ts';
import type { Room } from '../store/room.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { storedOrNull } from '../store/stored-json.ts';

/** The files with the day in them that this room wrote for other laptops, the latest first. They may be on sticks. */
export function filesForLaptops(room: Room): FileForLaptops[] {
  return storedOrNull(readSetting(room, 'files_for_laptops'), z.array(FILE_FOR_LAPTOPS)) ?? [];
}

/**
 * Notes such a file before it is written, so that none is ever unknown. One path may be of several sticks: it is listed
 * once, with how often and when it was written last.
 */
export function noteFile(room: Room, what: FileForLaptops['what'], file: string, at: number): void {
  const all = filesForLaptops(room);
  const times = (all.find((each) => each.file === file)?.times ?? 0) + 1;
  const others = all.filter((each) => each.file !== file);
  writeSetting(room, 'files_for_laptops', JSON.stringify([{ file, what, times, last: at }, ...others]));
}
