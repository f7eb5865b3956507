import { pickedFolder } from '../backup/backup-places.ts';
import { countOpenQuestions } from '../register/import/questions.ts';
import { roomTotals } from '../register/totals.ts';
import type { Room } from '../store/room.ts';
import { readSetting } from '../store/settings.ts';
import { stations } from '../turnout/stations.ts';

/** What has to be done before polling day, and whether it is done. */
export type Readiness = Record<
  | 'passphrase'
  | 'pollingDay'
  | 'register'
  | 'promises'
  | 'settled'
  | 'stations'
  | 'committeeRoom'
  | 'secondBackup',
  boolean
>;

/** How well prepared a room is. */
export function readiness(room: Room): Readiness {
  const { electors, promises } = roomTotals(room);
  return {
    passphrase: room.isEncrypted || readSetting(room, 'passphrase') === 'declined',
    pollingDay: readSetting(room, 'polling_day') !== null && Boolean(readSetting(room, 'election')),
    register: electors > 0,
    promises: promises > 0,
    settled: electors > 0 && countOpenQuestions(room) === 0,
    stations: stations(room).length > 0,
    committeeRoom: Boolean(readSetting(room, 'committee_room')),
    secondBackup: pickedFolder(room) !== null,
  };
}
