import { type Message, say } from '../../../src-shared/message.ts';
import { Refusal } from '../../store/refusal.ts';
import type { RegisterReading } from '../file/read-register.ts';
import type { LineNote, Misread } from '../types.ts';
import type { ImportReport } from './import-report.ts';

/** A file with more bad lines than one in this many was probably misread. */
const ONE_IN = 10;

/** A register that was refused as a whole, and the lines that were the reason. */
export class RegisterRefused extends Refusal {
  readonly rejected: LineNote[];
  readonly warnings: LineNote[];
  /** Most lines name other people than the room has, or are bad in themselves. */
  readonly why: Misread;

  constructor(said: Message, why: Misread, rejected: LineNote[], warnings: LineNote[]) {
    super(said);
    this.why = why;
    this.rejected = rejected;
    this.warnings = warnings;
  }
}

/**
 * Why a register with too many bad lines is refused; null for a good one. Electors without a street count too, since
 * the address columns may be shifted.
 */
export function misreadIn(
  register: RegisterReading,
  { rejected, warnings, renamed }: Pick<ImportReport, 'rejected' | 'warnings' | 'renamed'>,
): RegisterRefused | null {
  const withoutStreet = new Set<number>();
  for (const { line, alteration } of register.electors.withoutStreet())
    if (alteration !== 'delete') withoutStreet.add(line);
  const bad = rejected.length + withoutStreet.size;
  if (bad * ONE_IN <= register.rows) return null;
  const noted = warnings.filter(({ line }) => withoutStreet.has(line));
  const reasons = [...rejected, ...noted].sort((a, b) => a.line - b.line);
  const [first] = reasons;
  if (!first) return null;
  const why = renamed * 2 > bad ? 'other people' : 'bad lines';
  const refused = say(
    '{{bad}} of {{rows}} lines have problems, so nothing was imported. Line {{line}}: {{reason}}',
    { bad, rows: register.rows, line: first.line, reason: first.reason },
  );
  const sentence =
    why === 'other people'
      ? say(
          '{{refused}} They seem to be different people from those in the room, and were not found again by name and postcode. If it is the register of another place or year, make a new room for it.',
          { refused },
        )
      : say(
          '{{refused}} Fix the file or ask for it again; or import the other lines without these (--accept-refused).',
          { refused },
        );
  return new RegisterRefused(
    sentence,
    why,
    reasons,
    warnings.filter(({ line }) => !withoutStreet.has(line)),
  );
}
