import { z } from 'zod';
import { inEnglish, type LookUp } from '../../src-shared/look-up.ts';
import { inLanguage } from '../../src-shared/message.ts';
import { ANSWERS_AT_DOORS, type EntryStatus } from '../store/journal.ts';
import { storedJson } from '../store/stored-json.ts';
import { storedMessage } from '../store/stored-message.ts';

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
  unknown: 'Parked: not on the register',
  ambiguous: 'Parked: several may be meant',
  unreadable: 'Parked: cannot be read',
  undone: 'Mark taken back',
};

/** The same of an undoing that took nothing back. */
const NOT_UNDONE: Partial<Record<EntryStatus, string>> = {
  already: 'Not taken back: was not marked off',
  unknown: 'Not taken back: not on the register',
  ambiguous: 'Not taken back: several may be meant',
  unreadable: 'Not taken back: cannot be read',
};

const SHEET_WORDS: Record<string, string> = {
  'sheet printed': 'Sheet {{code}}: printed',
  'sheet withdrawn': 'Sheet {{code}}: withdrawn',
  'sheet out': 'Sheet {{code}}: out',
  'sheet back': 'Sheet {{code}}: back',
  'sheet lost': 'Sheet {{code}}: lost',
};

/** The same where somebody had it. */
const RUNNER_WORDS: Record<string, string> = {
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
 * What an entry of the journal says was done, in a few words; `number` is that of the elector it is about, if any, and
 * `t` gives the words of another language.
 */
export function inWords(
  { kind, status, entered, message, detail }: Entry,
  number: string | null,
  t: LookUp = inEnglish,
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
  const told = detail === null ? {} : storedJson(detail, DETAIL);
  const sheet = wordsFor(SHEET_WORDS, kind);
  if (sheet !== undefined) return t((told.runner && wordsFor(RUNNER_WORDS, kind)) || sheet, told);
  switch (kind) {
    case 'sheet codes':
      return codesInWords(t, detail);
    case 'sheet': {
      // Not who is on it.
      const { code = '', district = '', street = '', round = '', replaces } = told;
      const on = { code, district, street, round };
      return replaces
        ? t(
            'On sheet {{code}}, {{district}} {{street}}, round {{round}}, in the place of sheet {{replaces}}',
            {
              ...on,
              replaces,
            },
          )
        : t('On sheet {{code}}, {{district}} {{street}}, round {{round}}', on);
    }
    case 'doorstep':
      return t(wordsFor(DOORSTEP_WORDS, entered ?? '') ?? `At the door: ${entered}`);
    case 'walk':
      return told.removed === undefined
        ? t('Walk {{name}} changed', told)
        : t('Walk {{removed}} taken apart', told);
    case 'import':
      return t('Register imported: {{imported}} new, {{updated}} changed, {{removed}} removed', told);
    case 'export':
      if (told.of === 'journal') return t('Journal exported: {{rows}} lines', told);
      return told.of === ANSWERS_AT_DOORS
        ? t('Answers at the doors exported: {{rows}} lines', told)
        : t('List of who was marked off exported: {{rows}} lines', told);
    case 'given up':
      return t('Parked number given up: {{entered}}', { entered: entered ?? '' });
    case 'looked at':
      return t('Looked at: found after the register was updated');
    case 'station':
      return told.removed === undefined
        ? t('Polling station {{name}} changed', told)
        : t('Polling station removed');
    default:
      return registerWords(t, told, detail);
  }
}

/** A kind of entry that somebody else has written may have the name of what every object has. */
function wordsFor(words: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

const RESERVED = z.object({ sheets: z.array(z.object({ code: z.string() })) });

function codesInWords(t: LookUp, detail: string | null): string {
  const { sheets } = storedJson(detail, RESERVED);
  const [first = '', last = first] = [sheets[0], sheets.at(-1)].map((each) => each?.code ?? '');
  return first === last
    ? t('Sheet code {{code}} reserved', { code: first })
    : t('Sheet codes {{first}} to {{last}} reserved', { first, last });
}

/** With what was typed, where the elector's own number beside it does not say so. */
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

/** Words and figures of an entry; kinds that keep more are read again where that is said. */
const DETAIL = z
  .record(z.string(), z.unknown())
  .transform((told) => Object.fromEntries(Object.entries(told).filter(isPlain)));

function isPlain(property: [string, unknown]): property is [string, string | number] {
  return typeof property[1] === 'string' || typeof property[1] === 'number';
}

const FIELD = z.union([z.string(), z.number()]);
const CORRECTED = z.record(z.string(), z.tuple([FIELD, FIELD]));

/** `surname Evans is now Rees`; the address line follows from its parts and is left out. */
function corrections(t: LookUp, corrected: unknown): string {
  const changes = Object.entries(CORRECTED.safeParse(corrected).data ?? {});
  return changes
    .filter(([field]) => field !== 'address' || changes.length === 1)
    .map(([field, [before, now]]) => {
      const name = t(wordsFor(FIELD_WORDS, field) ?? field);
      if (typeof now === 'number') return `${name}: ${now === 1 ? t('yes') : t('no')}`;
      if (before === '') return `${name}: ${now}`;
      return now === ''
        ? t('{{name}} {{before}} taken out', { name, before })
        : t('{{name}} {{before}} is now {{now}}', { name, before, now });
    })
    .join('; ');
}

const REGISTER = z.record(z.string(), z.unknown());

function registerWords(t: LookUp, told: Record<string, string | number>, detail: string | null): string {
  const kept = detail === null ? {} : storedJson(detail, REGISTER);
  if (Object.hasOwn(told, 'added')) return t('{{added}} added by hand', told);
  if (Object.hasOwn(told, 'removed')) return t('{{removed}} taken off the register by hand', told);
  if (Object.hasOwn(told, 'restored')) return t('{{restored}} put back on the register by hand', told);
  if (Object.hasOwn(kept, 'corrected'))
    return t('Corrected: {{what}}', { what: corrections(t, kept.corrected) });
  if (Object.hasOwn(told, 'becomes')) return t('Street {{street}} is now {{becomes}}', told);
  if (Object.hasOwn(told, 'movedTo')) return t('{{address}} moved to {{movedTo}}', told);
  if (Object.hasOwn(kept, 'absentVoters')) return t('List of absent voters taken');
  if (Object.hasOwn(kept, 'everybodyVotes'))
    return told.everybodyVotes === 'none'
      ? t('All postal votes cleared')
      : t('Postal votes by the register’s letters');
  if (Object.hasOwn(told, 'question')) return t('Question {{question}} settled', told);
  return t('Register changed');
}
