import { type Message, say } from '../../../src-shared/message.ts';
import type { CodeMeanings } from '../elector/code-meanings.ts';
import type { Canvass } from '../file/canvass-cells.ts';
import { yearOfHeading } from '../file/headings.ts';
import type { LineNote } from '../types.ts';

/** Takes out of what a file says the codes that say nothing, such as `Not home`, and counts them. */
export class Answers {
  readonly #codes: CodeMeanings;
  readonly #nothing = new Map<string, { count: number; line: number }>();

  constructor(codes: CodeMeanings) {
    this.#codes = codes;
  }

  /** What a line says, without a code that says nothing: the newest earlier answer counts then. */
  of(known: Canvass, line: number): Canvass {
    const { votingIntention: code } = known;
    if (!code || this.#codes.isAnswer(code)) return known;
    this.#note(code, line);
    const [newest, ...older] = known.earlier.filter((each) => this.#codes.isAnswer(each.code));
    return {
      votingIntention: newest?.code ?? '',
      answeredOn: newest ? yearOfHeading(newest.label) : known.answeredOn,
      earlier: older,
      phone: known.phone,
      note: known.note,
      lift: known.lift,
      doNotKnock: known.doNotKnock,
    };
  }

  #note(code: string, line: number): void {
    const met = this.#nothing.get(code);
    if (met) met.count += 1;
    else this.#nothing.set(code, { count: 1, line });
  }

  /** Every code that was taken to say nothing, with the first of its lines. */
  warnings(): LineNote[] {
    return [...this.#nothing].map(([code, { count, line }]) => ({ line, reason: saidNothing(code, count) }));
  }
}

function saidNothing(code: string, count: number): Message {
  return say(
    '“{{code}}” is on {{count}} lines. It says that nobody was met or nothing was said, so it is not an answer and changes nothing. If it is an answer, choose what it means.',
    { code, count },
    '“{{code}}” is on {{count}} line. It says that nobody was met or nothing was said, so it is not an answer and changes nothing. If it is an answer, choose what it means.',
  );
}
