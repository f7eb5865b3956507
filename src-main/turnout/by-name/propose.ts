import { type Message, say } from '../../../src-shared/message.ts';
import type { Room } from '../../store/room.ts';
import { enteredElector, type NotFound, type NumberedElector, shortened } from '../find-elector.ts';
import { findPeople, type People } from './find-people.ts';

/** Most people who are proposed: one key chooses. */
const MOST_PROPOSED = 9;

/**
 * Who may be meant by a text that is not a number: a question in any case, since a name marks nobody off. People elsewhere,
 * or whose names are spelled a little differently, only if nobody fits exactly; with `isExact` not the latter. Null if
 * nobody fits.
 */
export function proposePeople(
  room: Room,
  written: string,
  districts: readonly string[] | null,
  isExact: boolean,
): NotFound | null {
  const entered = shortened(written);
  const here = findPeople(room, written, districts, 'exact');
  if (here) return proposed(here, asked(here, entered));
  const elsewhere = districts && findPeople(room, written, null, 'exact');
  if (elsewhere) {
    const question = asked(elsewhere, entered);
    const message = say('Nobody in {{districts}} fits "{{entered}}". Elsewhere: {{question}}', {
      districts,
      entered,
      question,
    });
    return { ...proposed(elsewhere, message), fits: 'elsewhere' };
  }
  if (isExact) return null;
  const near = findPeople(room, written, districts, 'near') ?? findPeople(room, written, districts, 'half');
  if (!near || isTooMany(near)) return null;
  const others = described(near.electors);
  const message =
    near.toldBy === 'name'
      ? say('Nobody is called "{{entered}}". Did you mean {{others}}? Choose, or enter the number.', {
          entered,
          others,
        })
      : say('Nobody fits "{{entered}}" exactly. Did you mean {{others}}? Choose, or enter the number.', {
          entered,
          others,
        });
  return { ...proposed(near, message), fits: 'almost' };
}

function isTooMany({ electors, isCut }: People): boolean {
  return isCut || electors.length > MOST_PROPOSED;
}

function proposed(people: People, message: Message): NotFound {
  const { electors, toldBy } = people;
  return { status: 'ambiguous', toldBy, message, near: isTooMany(people) ? [] : electors };
}

function asked(people: People, entered: string): Message {
  const { electors, isCut } = people;
  if (isCut) {
    return say(
      'More than {{number}} people may be "{{entered}}". Write more of the name or the address, or enter the number.',
      { number: electors.length, entered },
    );
  }
  if (isTooMany(people)) {
    return say(
      '{{number}} people may be "{{entered}}". Write more of the name or the address, or enter the number.',
      { number: electors.length, entered },
    );
  }
  const others = described(electors);
  return electors.length === 1
    ? say('Is it this one? {{others}}. Choose, or enter the number: a name marks nobody off.', { others })
    : say('Which one? {{others}}. Choose, or enter the number: a name marks nobody off.', { others });
}

function described(electors: readonly NumberedElector[]): Message[] {
  return electors.map((elector) => {
    const { number, name, address } = enteredElector(elector);
    return elector.voted_at === null
      ? say('{{number}} is {{name}}, {{address}}', { number, name, address })
      : say('{{number}} is {{name}}, {{address}} (marked off already)', { number, name, address });
  });
}
