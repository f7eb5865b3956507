import { Refusal } from '../store/refusal.ts';
import type { RegisterReading } from './read-register.ts';
import type { LineNote } from './types.ts';

/** A file with more bad lines than one in this many is more likely misread than dirty. */
const ONE_IN = 10;

/** A register that was refused as a whole, with the lines that were the reason. */
export class RegisterRefused extends Refusal {
  readonly rejected: LineNote[];
  readonly warnings: LineNote[];

  constructor(message: string, rejected: LineNote[], warnings: LineNote[]) {
    super(message);
    this.rejected = rejected;
    this.warnings = warnings;
  }
}

type Found = {
  register: RegisterReading;
  rejected: readonly LineNote[];
  warnings: readonly LineNote[];
  /** Lines whose number another person bears in the room. */
  renamed: number;
};

/**
 * Refuses a register of which too many lines are bad, those of electors without a street among them (the address
 * columns may be shifted).
 * @throws RegisterRefused
 */
export function refuseIfMisread({ register, rejected, warnings, renamed }: Found): void {
  const homeless = new Set(
    register.electors
      .filter(
        ({ door, anonymous, alteration }) => door.street === '' && !anonymous && alteration !== 'delete',
      )
      .map(({ line }) => line),
  );
  const bad = rejected.length + homeless.size;
  if (bad * ONE_IN <= register.rows) return;
  const noted = warnings.filter(({ line }) => homeless.has(line));
  const reasons = [...rejected, ...noted].sort((a, b) => a.line - b.line);
  const [first] = reasons;
  const advice =
    renamed * 2 > bad
      ? 'The register seems to have been renumbered since the last import: make a new room for it.'
      : 'Mend the file or ask for it again; or import the other lines without these (--accept-refused).';
  throw new RegisterRefused(
    `${bad} of ${register.rows} lines cannot be taken, so nothing was imported. Line ${first?.line}: ${first?.reason} ${advice}`,
    reasons,
    warnings.filter(({ line }) => !homeless.has(line)),
  );
}
