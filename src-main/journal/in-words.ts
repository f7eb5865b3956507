import { count } from '../../src-shared/counted.ts';
import { inEnglish, type LookUp } from '../../src-shared/look-up.ts';
import { inLanguage } from '../../src-shared/message.ts';
import { timeOfDay } from '../../src-shared/time-of-day.ts';
import { RoomDamaged } from '../store/faults.ts';
import type { EntryStatus, ExportDone, SheetMove } from '../store/journal/journal.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { storedMessage } from '../store/journal/stored-message.ts';
import type { SettingOfTheDay } from '../store/settings.ts';
import { slipName } from '../turnout/slips/slip-name.ts';

type Entry = {
  kind: string;
  status: EntryStatus | null;
  entered: string | null;
  message: string | null;
  detail: string | null;
};

const STATUS_WORDS: Record<EntryStatus, string> = {
  marked: 'Marked off',
  already: 'Entered again',
  unknown: 'Set aside: not on the register',
  ambiguous: 'Set aside: several may be meant',
  unreadable: 'Set aside: cannot be read',
  undone: 'Mark taken back',
};

/** The same if there was nothing to undo. */
const NOT_UNDONE: Partial<Record<EntryStatus, string>> = {
  already: 'Not taken back: was not marked off',
  unknown: 'Not taken back: not on the register',
  ambiguous: 'Not taken back: several may be meant',
  unreadable: 'Not taken back: cannot be read',
};

const SHEET_WORDS: Record<SheetMove, string> = {
  'sheet printed': 'Sheet {{code}}: printed',
  'sheet withdrawn': 'Sheet {{code}}: withdrawn',
  'sheet out': 'Sheet {{code}}: out',
  'sheet back': 'Sheet {{code}}: back',
  'sheet lost': 'Sheet {{code}}: lost',
};

/** The same for sheets that have a runner. */
const RUNNER_WORDS: Partial<Record<SheetMove, string>> = {
  'sheet out': 'Sheet {{code}}: out with {{runner}}',
  'sheet back': 'Sheet {{code}}: back from {{runner}}',
  'sheet lost': 'Sheet {{code}}: lost by {{runner}}',
};

const DOORSTEP_WORDS: Record<string, string> = {
  voted: 'At the door: says has voted',
  'will vote': 'At the door: will vote',
  out: 'At the door: out',
  refused: 'At the door: refused',
  moved: 'At the door: moved',
  lift: 'At the door: wants a lift',
  '': 'Answer at the door taken back',
};

/**
 * What a journal entry says was done, in a few words. `number` is that of its elector, if any; `t` gives the words in
 * another language. An entry in a form that this program does not write only says that, so that the rest of the
 * journal can be read, and a backup restored.
 */
export function inWords(entry: Entry, number: string | null, t: LookUp = inEnglish): string {
  try {
    return whatWasDone(entry, number, t);
  } catch (error) {
    if (!(error instanceof RoomDamaged)) throw error;
    return t('Entry that Committee Room did not write');
  }
}

function whatWasDone(
  { kind, status, entered, message, detail }: Entry,
  number: string | null,
  t: LookUp,
): string {
  if (status) {
    const undoing = kind === 'undo' ? NOT_UNDONE[status] : undefined;
    if (undoing) return asEntered(t, t(undoing), entered ?? '', number);
    const remark =
      message && (status === 'marked' || status === 'already')
        ? ` (${inLanguage(t, storedMessage(message))})`
        : '';
    return `${asEntered(t, t(STATUS_WORDS[status]), entered ?? '', number)}${remark}`;
  }
  switch (kind) {
    case 'sheet printed':
    case 'sheet withdrawn':
    case 'sheet out':
    case 'sheet back':
    case 'sheet lost': {
      const { code, runner = '' } = storedDetail(kind, detail);
      return t((runner && RUNNER_WORDS[kind]) || SHEET_WORDS[kind], { code, runner });
    }
    case 'sheet codes': {
      const { sheets } = storedDetail(kind, detail);
      const [first = '', last = first] = [sheets[0]?.code, sheets.at(-1)?.code];
      return first === last
        ? t('Sheet code {{code}} reserved', { code: first })
        : t('Sheet codes {{first}} to {{last}} reserved', { first, last });
    }
    case 'sheet': {
      // Without the people on it.
      const { code, district, street, round, replaces } = storedDetail(kind, detail);
      const on = { code, district, street, round };
      return replaces
        ? t('On sheet {{code}}, {{district}} {{street}}, round {{round}}, replacing sheet {{replaces}}', {
            ...on,
            replaces,
          })
        : t('On sheet {{code}}, {{district}} {{street}}, round {{round}}', on);
    }
    case 'doorstep':
      return t(wordsFor(DOORSTEP_WORDS, entered ?? '') ?? `At the door: ${entered}`);
    case 'walk': {
      const walk = storedDetail(kind, detail);
      return 'removed' in walk
        ? t('Walk {{removed}} deleted', walk)
        : t('Walk {{name}} changed', { name: walk.name });
    }
    case 'import': {
      const { imported, updated, removed } = storedDetail(kind, detail);
      return t('Register imported: {{imported}} new, {{updated}} changed, {{removed}} removed', {
        imported,
        updated,
        removed,
      });
    }
    case 'export': {
      const { of, rows } = storedDetail(kind, detail);
      return t(EXPORT_WORDS[of], { rows });
    }
    case 'taken back':
      return t('Entries undone: {{number}}', { number: storedDetail(kind, detail).entries });
    case 'slip': {
      const { teller, ...head } = storedDetail(kind, detail);
      const number = slipName(head);
      return teller === ''
        ? t('Head of slip {{number}}', { number })
        : t('Head of slip {{number}}, teller {{teller}}', { number, teller });
    }
    case 'laptop': {
      const { letter, name, readsOnly } = storedDetail(kind, detail);
      return readsOnly
        ? t('Introduced to {{name}}, which can read the room', { name })
        : t('Laptop {{letter}} is called {{name}}', { letter, name });
    }
    case 'ending':
      return t('All laptops are asked to destroy the day');
    case 'destroyed': {
      const { isDone, letter, name } = storedDetail(kind, detail);
      return isDone
        ? t('Laptop {{letter}} ({{name}}) has destroyed its room', { letter, name })
        : t('Laptop {{letter}} ({{name}}) has begun to destroy its room', { letter, name });
    }
    case 'setting':
      return t(wordsFor(SETTING_WORDS, storedDetail(kind, detail).setting) ?? 'Setting changed');
    case 'given up':
      return t('Number discarded: {{entered}}', { entered: entered ?? '' });
    case 'kept':
      return number === null
        ? t('Kept after the slip was entered again: {{entered}}', { entered: entered ?? '' })
        : t('Kept after the slip was entered again');
    case 'settled': {
      const { together } = storedDetail(kind, detail);
      return together === undefined
        ? t('Said what is right where laptops disagreed')
        : t('Said at once what is right where laptops disagreed, conflicts: {{number}}', {
            number: count(together),
          });
    }
    case 'looked at':
      return t('Checked: found after the register was updated');
    case 'station': {
      const station = storedDetail(kind, detail);
      return 'removed' in station
        ? t('Polling station removed')
        : t('Polling station {{name}} changed', { name: station.name });
    }
    case 'official': {
      const { name, at, ballots } = storedDetail(kind, detail);
      return ballots === null
        ? t('Official figure of {{name}} for {{time}} taken back', { name, time: timeOfDay(at) })
        : t('Official figure of {{name}} for {{time}}: {{ballots}} ballot papers', {
            name,
            time: timeOfDay(at),
            ballots,
          });
    }
    default:
      return registerWords(t, detail);
  }
}

const SETTING_WORDS: Record<SettingOfTheDay, string> = {
  code_meanings: 'Meaning of the voting-intention codes changed',
  promises_for: 'Which polls promises are for changed',
  polling_day: 'Polling day changed',
  election: 'Kind of election changed',
  marker_meanings: 'Meaning of the register’s letters changed',
  date_meanings: 'Meaning of the register’s unclear dates changed',
  knock_meanings: 'Meaning of unclear words about knocking changed',
  chase_postal: 'Whether postal voters are knocked changed',
  knock_weights: 'Where to knock next: weights changed',
  committee_room: 'Address of the committee room changed',
  round_times: 'Times of the rounds changed',
  walk_order: 'Order of the walks changed',
  register_keeper: 'Which laptop keeps the register changed',
};

/** What a change of a setting of the day is called. */
export function settingInWords(t: LookUp, setting: string): string {
  return t(wordsFor(SETTING_WORDS, setting) ?? 'Setting changed');
}

const EXPORT_WORDS: Record<ExportDone['of'], string> = {
  marks: 'List of who was marked off exported: {{rows}} lines',
  answers: 'Doorstep answers exported: {{rows}} lines',
  journal: 'Journal exported: {{rows}} lines',
  'next room': 'Next election’s room started from this one: {{rows}} electors',
};

/** An answer that somebody else has written may have the name of what every object has. */
function wordsFor(words: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** With what was typed, if it differs from the elector's own number beside it. */
function asEntered(t: LookUp, what: string, entered: string, number: string | null): string {
  if (number === null) return `${what}: ${entered}`;
  const bare = (text: string) => text.toUpperCase().replace(/[\s-]/g, '');
  return bare(entered) === bare(number) ? what : t('{{what}}, entered as {{entered}}', { what, entered });
}

const FIELD_WORDS: Record<string, string> = {
  forename: 'forename',
  surname: 'surname',
  address: 'address',
  house: 'house',
  flat: 'flat',
  street: 'street',
  postcode: 'postcode',
  markers: 'markers',
  phone: 'phone',
  note: 'note',
  gone: 'gone',
  vi: 'voting intention',
  absent: 'how they vote',
  lift: 'lift wanted',
  do_not_knock: 'do not knock',
};

/** What a field of an elector is called. */
export function fieldInWords(t: LookUp, field: string): string {
  return t(wordsFor(FIELD_WORDS, field) ?? field);
}

/** `surname Evans is now Rees`. The address line is left out, since it follows from its parts. */
function corrections(t: LookUp, corrected: Readonly<Record<string, [Field, Field]>>): string {
  const changes = Object.entries(corrected);
  return changes
    .filter(([field]) => field !== 'address' || changes.length === 1)
    .map(([field, [before, now]]) => {
      const name = fieldInWords(t, field);
      if (typeof now === 'number') return `${name}: ${now === 1 ? t('yes') : t('no')}`;
      if (before === '') return `${name}: ${now}`;
      return now === ''
        ? t('{{name}} {{before}} removed', { name, before })
        : t('{{name}} {{before}} is now {{now}}', { name, before, now });
    })
    .join('; ');
}

type Field = string | number;

/** What a person changed in the register; and what is known of a kind that this program does not write. */
function registerWords(t: LookUp, detail: string | null): string {
  if (detail === null) return t('Register changed');
  const change = storedDetail('register', detail);
  if ('added' in change)
    return 'byRegister' in change
      ? t('{{added}} added from the register', { added: change.added })
      : t('{{added}} added by hand', { added: change.added });
  if ('removed' in change)
    return 'byRegister' in change
      ? t('{{removed}} taken off the register: somebody else has the number', { removed: change.removed })
      : t('{{removed}} taken off the register by hand', { removed: change.removed });
  if ('restored' in change) return t('{{restored}} put back on the register by hand', change);
  if ('corrected' in change) return t('Corrected: {{what}}', { what: corrections(t, change.corrected) });
  if ('becomes' in change) {
    const { street, becomes } = change;
    return t('Street {{street}} is now {{becomes}}', { street, becomes });
  }
  if ('movedTo' in change) {
    const { address, movedTo } = change;
    return t('{{address}} moved to {{movedTo}}', { address, movedTo });
  }
  if ('canvassed' in change && change.settled)
    return t('Said what is right where laptops had read different lists, electors: {{number}}', {
      number: count(change.canvassed),
    });
  if ('canvassed' in change)
    return t('Canvass: answers of {{number}} electors changed', { number: change.canvassed });
  if ('absentVoters' in change) return t('List of absent voters imported');
  if ('everybodyVotes' in change)
    return change.everybodyVotes === 'none'
      ? t('All postal votes cleared')
      : t('Postal votes by the register’s letters');
  if ('question' in change)
    return change.about === undefined
      ? t('Question {{question}} settled', { question: change.question })
      : t('Question about {{about}} answered', { about: change.about });
  return t('Register changed');
}
