import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { useRoomSummary } from './use-room-summary.ts';

/** On every screen of a room that can only be looked at: why, and what to do to enter anything. */
export function LookOnlyNotice() {
  const lookOnly = useRoomSummary().data?.lookOnly;
  if (!lookOnly) return null;
  return (
    <>
      <Notice tone="notice" title={roomSays(lookOnly.sentence)} />
      {lookOnly.news !== null && <Notice tone="bad" title={roomSays(lookOnly.news)} />}
    </>
  );
}
