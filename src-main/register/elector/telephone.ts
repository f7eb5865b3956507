import { createRequire } from 'node:module';
import type { MetadataJson } from 'libphonenumber-js/core';
import { saysNothing } from './cell-words.ts';
import { tidy } from './elector-name.ts';

/** A telephone cell as it is printed; `isUnderstood` is false if no number is in it. */
export type Telephone = { phone: string; isUnderstood: boolean };

/** Numbers as nearly everybody writes them: `07700 900123`, `(01632) 960123`, `+44 7700 900123`, `0033 …`. */
const PLAIN = /^(?:\(?0[1-9]|\+\d|00\d)(?:[ ()-]*\d){8,13}$/;
const NO_NUMBER =
  /^(?:no(?: (?:phone|tel|telephone|number|mobile|landline))?|unknown|not known|not given|xd|ex[ -]?dir(?:ectory)?)$/i;
/** `7.7E+09`: a spreadsheet has dropped its last digits. */
const ROUNDED = /^(\d)(?:\.(\d+))?e\+?(\d{1,2})$/i;

/**
 * Reads a telephone cell. It stays as it is written if it can be dialled like that; a number that a spreadsheet has
 * spoilt gets its zero back, if all of its digits are there.
 */
export function readTelephone(cell: string): Telephone {
  const text = tidy(cell);
  if (text === '' || PLAIN.test(text)) return { phone: text, isUnderstood: true };
  if (saysNothing(text) || NO_NUMBER.test(text)) return { phone: '', isUnderstood: true };
  // `Contact`: `email`.
  if (!/\d/.test(text)) return { phone: '', isUnderstood: false };
  const digits = unspoilt(text);
  if (digits === null) return { phone: '', isUnderstood: false };
  if (digits !== undefined) return { phone: digits, isUnderstood: true };
  // Whose it is, or when to call, stays beside it.
  return { phone: text, isUnderstood: (text.match(WITHIN) ?? []).some((part) => parsed(part) !== undefined) };
}

/** What may be a number among other words. */
const WITHIN = /(?:\+|\(?0)\d[\d ().-]{5,16}\d/g;

/** A number without what a spreadsheet did to it; null if its digits are lost, undefined if it did nothing. */
function unspoilt(text: string): string | null | undefined {
  const [, first, rest = '', power] = ROUNDED.exec(text) ?? [];
  if (first !== undefined) return rest.length === Number(power) ? withZero(first + rest) : null;
  if (/^\d{1,3}(?:,\d{3}){2,}(?:\.0+)?$/.test(text)) return withZero(text.replace(/,|\.0+$/g, ''));
  return /^\d{9,12}(?:\.0+)?$/.test(text) || /^[1-9]\d{1,4}[ -]\d{3,4}[ -]?\d{3,4}$/.test(text)
    ? withZero(text.replace(/\.0+$/, '').replace(/\D/g, ''))
    : undefined;
}

/** A number that lost its 0 or its +, with it; undefined if it is too short or too long for one. */
function withZero(digits: string): string | undefined {
  const isWhole = digits.startsWith('44') && digits.length > 10;
  return parsed(isWhole ? `+${digits}` : `0${digits.replace(/^0/, '')}`)?.formatNational();
}

function parsed(text: string) {
  library ??= loaded();
  const number = library.parse(text, { defaultCountry: 'GB' }, library.british);
  return number?.isPossible() ? number : undefined;
}

/** Loaded for the first number that needs it: the program starts without it. */
let library: ReturnType<typeof loaded> | undefined;

function loaded() {
  const load = createRequire(import.meta.url);
  const { parsePhoneNumberFromString: parse }: typeof import('libphonenumber-js/core') =
    load('libphonenumber-js/core');
  const all: MetadataJson = load('libphonenumber-js/metadata.min.json');
  // Only what is needed of the numbering plans of the whole world.
  const { GB, GG, IM, JE } = all.countries;
  const british = {
    ...all,
    country_calling_codes: { '44': ['GB', 'GG', 'IM', 'JE'] },
    countries: { GB, GG, IM, JE },
  } as MetadataJson;
  return { parse, british };
}
