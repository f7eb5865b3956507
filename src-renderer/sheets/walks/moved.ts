/** A list with one of its things at another place. */
export function moved<Thing>(things: readonly Thing[], place: number, to: number): Thing[] {
  const rest = things.filter((_, each) => each !== place);
  return [...rest.slice(0, to), ...things.slice(place, place + 1), ...rest.slice(to)];
}
