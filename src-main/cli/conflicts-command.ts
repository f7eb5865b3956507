import { count } from '../../src-shared/counted.ts';
import { timeOfDay } from '../../src-shared/time-of-day.ts';
import {
  type ConflictCard,
  cardsOfGroup,
  conflictCards,
  type GroupCard,
  type ToSettle,
} from '../journal/conflicts/conflict-words.ts';
import { conflicts } from '../journal/conflicts/conflicts.ts';
import { runSettle } from '../journal/conflicts/settle-many.ts';
import { WrongUsage } from './arguments.ts';
import { type Command, inRoom } from './command.ts';

/** More than this help nobody decide. */
const MOST_OF_GROUP = 100;

/** Lists what laptops say differently, and settles it. */
export const CONFLICTS_COMMAND: Record<string, Command> = {
  conflicts: {
    usage: 'conflicts [ID [CHOICE]] --room F',
    takes: ['room'],
    run: (args) => {
      const [id, ...choice] = args.words;
      return inRoom(args, async (room) => {
        if (id !== undefined && choice.length === 0) {
          const group = conflictCards(room).groups.find((each) => each.id === id);
          if (!group)
            throw new WrongUsage(
              'Say what is right, after the conflict’s id. “conflicts” without it lists the choices.',
            );
          const cards = cardsOfGroup(room, id, { from: 0, most: MOST_OF_GROUP });
          return { json: { conflicts: cards }, words: listed({ total: group.count, groups: [], cards }) };
        }
        if (id !== undefined) await runSettle(room, id, choice.join(' '), args.who());
        const found = conflictCards(room);
        const inWords = new Map(found.cards.map((card) => [card.id, card]));
        const json = conflicts(room).map((each) => ({ ...each, ...inWords.get(each.id) }));
        return { json: { conflicts: json, groups: found.groups }, words: listed(found) };
      });
    },
  },
};

function listed({ total, groups, cards }: ToSettle): string {
  if (total === 0) return 'The laptops agree: there is nothing to settle.';
  const shown = groups.reduce((sum, group) => sum + group.count, cards.length);
  const more = total > shown ? [`and ${count(total - shown)} more.`] : [];
  return [...groups.map(groupInLines), ...cards.map(inLines), ...more].join('\n\n');
}

function groupInLines({ id, count: all, title, sides, choices }: GroupCard): string {
  return [
    `${count(all)} of one kind: ${title}`,
    ...sides.flatMap(({ says, laptops }) => [`  ${says}`, ...laptops.map((laptop) => `    ${laptop}`)]),
    ...choices.map(({ choice, label }) => `  conflicts ${id} ${choice}: ${label}`),
    `  conflicts ${id}: list each`,
  ].join('\n');
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
