import { type Message, say } from '../../../src-shared/message.ts';
import type { CodeMeanings } from '../elector/code-meanings.ts';
import { keepsOff } from '../elector/keeps-off.ts';
import type { VotingRules } from '../elector/voting-rules.ts';
import type { RowRules } from '../elector-rows.ts';
import type { Canvass } from '../file/canvass-cells.ts';
import { yearOfHeading } from '../file/columns/headings.ts';
import { type KnockWords, unpackKnockWords } from '../file/knock-words.ts';
import type { LineNote } from '../types.ts';

/**
 * Takes out of what a file says the codes that say nothing, such as `Not home`, and counts them, and puts in what the
 * room says of words about knocking that were not understood.
 */
export class Answers {
  readonly #codes: CodeMeanings;
  readonly #knocks: VotingRules['knocks'];
  readonly #nothing = new Map<string, { count: number; line: number }>();

  constructor({ rules, codes }: RowRules) {
    this.#codes = codes;
    this.#knocks = rules.knocks;
  }

  /** What a line says, without a code that says nothing: the newest earlier answer counts then. */
  of(known: Canvass, line: number): Answer {
    const { votingIntention: code } = known;
    const isAnswer = !code || this.#codes.isAnswer(code);
    if (isAnswer && isClear(known)) return known;
    const doNotKnock = this.#knockOf(known);
    if (isAnswer) return { ...canvassOf(known), doNotKnock };
    this.#note(code, line);
    const [newest, ...older] = known.earlier.filter((each) => this.#codes.isAnswer(each.code));
    return {
      votingIntention: newest?.code ?? '',
      answeredOn: newest ? yearOfHeading(newest.label) : known.answeredOn,
      earlier: older,
      phone: known.phone,
      note: known.note,
      lift: known.lift,
      doNotKnock,
    };
  }

  /**
   * Any of its words that says so counts. Without an answer, words in a column about knocking do, and others that are not
   * clear leave what the room has.
   */
  #knockOf({ doNotKnock }: Canvass): boolean | null {
    if (typeof doNotKnock !== 'string') return doNotKnock;
    const said = unpackKnockWords(doNotKnock).map((words) => this.#knockBy(words));
    return said.includes(true) || (said.includes(false) ? false : null);
  }

  #knockBy({ key, columnKey, isInDoubt }: KnockWords): boolean | null {
    const meaning = this.#knocks.get(key) ?? this.#knocks.get(columnKey);
    if (meaning === 'do not knock') return true;
    if (isInDoubt || keepsOff(key) !== null) return meaning === undefined;
    // `Husband died` was never a reason not to knock.
    return null;
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

/** What a file says, with every word about knocking understood. */
export type Answer = Canvass & { doNotKnock: boolean | null };

function isClear(known: Canvass): known is Answer {
  return typeof known.doNotKnock !== 'string';
}

/** Without what else an elector of a register has. */
function canvassOf({
  votingIntention,
  answeredOn,
  earlier,
  phone,
  note,
  lift,
  doNotKnock,
}: Canvass): Canvass {
  return { votingIntention, answeredOn, earlier, phone, note, lift, doNotKnock };
}

function saidNothing(code: string, count: number): Message {
  return say(
    '“{{code}}” is on {{count}} lines. It says that nobody was met or nothing was said, so it is not an answer and changes nothing. If it is an answer, choose what it means.',
    { code, count },
    '“{{code}}” is on {{count}} line. It says that nobody was met or nothing was said, so it is not an answer and changes nothing. If it is an answer, choose what it means.',
  );
}
