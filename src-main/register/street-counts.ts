import type { Room } from '../store/room.ts';

/** The stored counts of a street, defined once: for recounting, and for checking them. */
export const STREET_COUNTS = `
  SELECT street_id AS id,
         COUNT(*) AS electors,
         SUM(promise) AS promises,
         SUM(postal) AS postal,
         SUM(promise AND postal) AS postal_promises,
         SUM(voted_at IS NOT NULL) AS voted,
         SUM(promise AND voted_at IS NOT NULL) AS promises_voted,
         SUM(promise AND NOT postal AND voted_at IS NOT NULL) AS in_person_voted,
         SUM(outstanding) AS outstanding,
         SUM(CASE past WHEN '' THEN 0 ELSE length(replace(replace(past, '-', ''), '.', '')) END) AS past_polls,
         SUM(CASE past WHEN '' THEN 0
             ELSE length(past) - length(replace(replace(replace(past, 'v', ''), 'x', ''), 'p', '')) END) AS past_votes
    FROM elector
   WHERE removed_at IS NULL
   GROUP BY street_id`;

/** Recounts every street from its electors. Call it inside `room.change` after many electors have changed. */
export function recountStreets(room: Room): void {
  room.db.exec(`
    UPDATE street SET electors = 0, promises = 0, postal = 0, postal_promises = 0, voted = 0,
                      promises_voted = 0, in_person_voted = 0, outstanding = 0, past_polls = 0, past_votes = 0;
    UPDATE street SET electors = c.electors, promises = c.promises, postal = c.postal, postal_promises = c.postal_promises,
                      voted = c.voted, promises_voted = c.promises_voted, in_person_voted = c.in_person_voted,
                      outstanding = c.outstanding, past_polls = c.past_polls, past_votes = c.past_votes
      FROM (${STREET_COUNTS}) AS c WHERE street.id = c.id;`);
}
