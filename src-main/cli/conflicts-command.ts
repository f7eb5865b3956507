import { timeOfDay } from '../../src-shared/time-of-day.ts';
import { type ConflictCard, conflictCards } from '../journal/conflict-words.ts';
import { conflicts } from '../journal/conflicts.ts';
import { settleConflict } from '../journal/settle-conflict.ts';
import { WrongUsage } from './arguments.ts';
import { type Command, inRoom } from './command.ts';

/** Lists what laptops say differently, and settles it. */
export const CONFLICTS_COMMAND: Record<string, Command> = {
  conflicts: {
    usage: 'conflicts [ID CHOICE] --room F',
    takes: ['room'],
    run: (args) => {
      const [id, ...choice] = args.words;
      if (id !== undefined && choice.length === 0)
        throw new WrongUsage(
          'Say what is right, after the conflict’s id. “conflicts” without it lists the choices.',
        );
      return inRoom(args, (room) => {
        if (id !== undefined) settleConflict(room, id, choice.join(' '), args.who());
        const { total, cards } = conflictCards(room);
        const inWords = new Map(cards.map((card) => [card.id, card]));
        const json = conflicts(room).map((each) => ({ ...each, ...inWords.get(each.id) }));
        return { json: { conflicts: json }, words: listed(total, cards) };
      });
    },
  },
};

function listed(total: number, cards: readonly ConflictCard[]): string {
  if (total === 0) return 'The laptops agree: there is nothing to settle.';
  const more = total > cards.length ? [`and ${total - cards.length} more.`] : [];
  return [...cards.map(inLines), ...more].join('\n\n');
}

function inLines({ id, number, name, title, sides, choices }: ConflictCard): string {
  return [
    `${[number, name].filter(Boolean).join(' ')}${number ? ': ' : ''}${title}`,
    ...sides.flatMap(({ says, by }) => [
      `  ${says}`,
      ...by.map(({ laptop, at, by: who }) => `    ${laptop}, ${timeOfDay(at)}${who ? `, ${who}` : ''}`),
    ]),
    ...choices.map(({ choice, label }) => `  conflicts ${id} ${choice}: ${label}`),
  ].join('\n');
}
