import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { useRoomSummary } from './use-room-summary.ts';

/** On every screen of a room that can only be looked at: why, and what to do to enter anything. */
export function ReadOnlyNotice() {
  const readOnly = useRoomSummary().data?.readOnly;
  if (!readOnly) return null;
  return (
    <>
      <Notice tone="notice" title={roomSays(readOnly.sentence)} />
      {readOnly.news !== null && <Notice tone="bad" title={roomSays(readOnly.news)} />}
    </>
  );
}
