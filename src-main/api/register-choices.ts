import { type Message, say } from '../../src-shared/message.ts';
import { CODE_MEANINGS } from '../register/elector/code-meanings.ts';
import { ELECTION_KINDS, ELECTION_WORDS, MARKER_MEANINGS } from '../register/elector/elections.ts';
import { DATE_MEANINGS, KNOCK_MEANINGS } from '../register/elector/voting-rules.ts';
import { ROLE_WORDS } from '../register/file/columns/headings.ts';
import { ROLES } from '../register/file/columns/mapping.ts';
import { DELIMITERS, type Delimiter } from '../register/file/text/csv.ts';
import { ENCODINGS } from '../register/file/text/decode.ts';

const DELIMITER_WORDS: Record<Delimiter, Message> = {
  ',': say('commas'),
  ';': say('semicolons'),
  '\t': say('tabs'),
  '|': say('bars'),
};

/** The choices that screens offer, each with its words. */
export const REGISTER_CHOICES = {
  roles: ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] })),
  encodings: [...ENCODINGS],
  delimiters: DELIMITERS.map((sign) => ({ value: sign, label: DELIMITER_WORDS[sign] })),
  elections: ELECTION_KINDS.map((kind) => ({ value: kind, label: ELECTION_WORDS[kind] })),
  codeMeanings: [...CODE_MEANINGS],
  markerMeanings: [...MARKER_MEANINGS],
  dateMeanings: [...DATE_MEANINGS],
  knockMeanings: [...KNOCK_MEANINGS],
};
