import { charactersIn } from '../../src-shared/characters.ts';
import { say } from '../../src-shared/message.ts';
import { Refusal } from '../store/refusal.ts';

/** Three random words have more: https://www.ncsc.gov.uk/collection/top-tips-for-staying-secure-online/three-random-words */
export const LEAST_CHARACTERS = 12;
/** In UTF-16 units, as the window's fields count. No field accepts more. */
export const MOST_UNITS = 500;

/** @throws Refusal if a passphrase is too short, or too long for the fields that ask for it. */
export function ensureGoodPassphrase(passphrase: string): void {
  if (charactersIn(passphrase) < LEAST_CHARACTERS) {
    throw new Refusal(
      say(
        'A passphrase needs {{number}} characters or more. Three random words are easy to remember and hard to guess.',
        { number: LEAST_CHARACTERS },
      ),
    );
  }
  if (passphrase.length > MOST_UNITS) {
    throw new Refusal(
      say(
        'A passphrase can have {{number}} characters at most. Choose a shorter one: three random words are enough.',
        { number: MOST_UNITS },
      ),
    );
  }
}
