/** The kind of what is dragged from the list of streets to a walk: their ids, with commas. */
export const STREETS_DRAGGED = 'application/x-committee-room-streets';
