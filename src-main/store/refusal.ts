import { english, type Message } from '../../src-shared/message.ts';

/**
 * The one error of the trade: something that the person asked for cannot be done. Its message says what is wrong and
 * what to do next. Hosts show `said` in the reader's language; `message` is the same in English, for logs and the
 * command line.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly said: Message;

  constructor(said: Message, options?: ErrorOptions) {
    super(english(said), options);
    this.said = said;
  }
}
