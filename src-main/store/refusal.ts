/**
 * The one error of the trade: something the person asked for cannot be done. Its message is a sentence for
 * people that says what is wrong and what to do next; hosts show it as it stands.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
