import type { DateOrder } from '../../src-shared/date-cell.ts';
import type { Message } from '../../src-shared/message.ts';
import type { CodeMeaning } from './elector/code-meanings.ts';
import type { MarkerMeaning } from './elector/elections.ts';
import type { DateMeaning, KnockMeaning } from './elector/voting-rules.ts';
import type { DoubtfulColumn } from './file/columns/alteration-column.ts';
import type { ColumnRole } from './file/columns/headings.ts';
import type { Delimiter } from './file/text/csv.ts';
import type { Encoding, Garbled } from './file/text/decode.ts';
import type { EncodingEvidence } from './file/text/one-byte.ts';
import type { SheetRead } from './file/workbook/workbook.ts';

export type { ColumnRole } from './file/columns/headings.ts';

/** A note about one line of a file. Lines are counted as in a text editor, including headings. */
export type LineNote = { line: number; reason: Message };

/** Why a register is refused as a whole: most lines name other people than the room has, or are bad in themselves. */
export type Misread = 'other people' | 'bad lines';

/** What a column of a file was used as, and how many of its filled cells were understood. */
type ColumnReport = {
  column: string;
  takenFor: Message;
  filled: number;
  understood: number;
  /** Cells that were not understood and whose values are not listed, in a file with very many. */
  notListed: number;
};

/** A value of a column that was not understood: how often it occurs, its first lines, and what it was used as. */
export type NotUnderstood = {
  column: string;
  value: string;
  count: number;
  lines: number[];
  takenFor: Message;
  /**
   * It may keep electors from a ballot paper or from a sheet, so a person can say what it means: in the poll's settings,
   * by its key there.
   */
  asks?: AskedKey;
};

/** `columnKey` is that of all such values of the column together, where there are too many to ask about one by one. */
type AskedKey = { kind: 'marker' | 'date' | 'knock'; key: string; columnKey?: string };

/** How dates of a column were read that have the day or the month first. */
export type DateColumnReport = {
  column: string;
  order: DateOrder;
  /** A person has chosen it. */
  isChosen: boolean;
  isSure: boolean;
  /** The file does not show it, and a person has chosen it for a column of an earlier file with the same heading. */
  isKnown: boolean;
  /** Both orders occur, so that dates that may be either were not understood. */
  isContrary: boolean;
  /** Dates that prove either order, by a day above 12. */
  dayFirst: number;
  monthFirst: number;
  /** Dates that may be either. */
  either: number;
  /** The first of those. */
  line: number;
  example: string;
};

/** What became of every cell of a file. */
export type CellReport = {
  columns: ColumnReport[];
  /** Columns with something in them that are not used. */
  unusedColumns: { heading: string; examples: string[] }[];
  notUnderstood: NotUnderstood[];
  /** Columns with dates whose day and month could be the other way round. */
  dates: DateColumnReport[];
  /** A column that is not used and has one letter on so many lines, which may say that the file adds or changes them. */
  mayAlter?: { column: string; value: string; count: number } | undefined;
};

/** The result of an import; the JSON of `import --json` (docs/command-line.md). */
export type ImportResult = CellReport & {
  /** Lines of the file with an elector, including refused ones. */
  rows: number;
  imported: number;
  updated: number;
  unchanged: number;
  removed: number;
  rejected: LineNote[];
  warnings: LineNote[];
  /** Counts of the whole room after the import. */
  pollingDistricts: number;
  streets: number;
  electors: number;
  promises: number;
  postal: number;
  /** Name of the recognised layout, as in REGISTERS.md. */
  layout: Message;
  /** Districts of which the file has so little that it was treated as additions: nobody in them was removed. */
  takenForAdditions: string[];
  /** What the import could not decide, and a person has to settle. */
  questions: number;
  /** Whom a later import added, changed and removed: the first few hundred of each. */
  added: ChangedElector[];
  changed: ChangedElector[];
  gone: ChangedElector[];
};

/** `what` says what changed; empty for somebody new. */
export type ChangedElector = { number: string; name: string; what: Message };

/** Electors named in a preview: the first few hundred of so many. `what` is what changes, if that is not said. */
export type NamedElectors = { total: number; electors: { number: string; name: string; what?: Message }[] };

/** `name`: of a polling district, if the room knows it. */
export type CodeCount = { code: string; electors: number; name?: string | undefined };

/** One of the first lines of a file, as understood. */
export type PreviewLine = {
  line: number;
  number: string;
  name: string;
  flat: string;
  house: string;
  street: string;
  place: string;
  postcode: string;
  markers: string;
  votingIntention: string;
};

/** A register, or a canvass: what the party knows of people who are on a register already. */
export type FileKind = 'register' | 'canvass';

/** How a file's first lines were understood. Nothing has been written yet. */
export type Understanding = {
  fileId: string;
  fileName: string;
  kind: FileKind;
  /** Its columns would do for a register and for a canvass. */
  mayBeBoth: boolean;
  layout: Message;
  /** The file has no headings: its columns were guessed from their contents. */
  isGuessed: boolean;
  /** Its columns were matched as a person matched them for an earlier file with the same headings. */
  isRemembered: boolean;
  /** For a workbook: the sheets that are read together, and those that are not read. */
  sheets: SheetRead[];
  otherSheets: string[];
  encoding: Encoding;
  /** If the encoding is unusual and nobody chose it: what shows that it is right. */
  encodingEvidence: EncodingEvidence | null;
  delimiter: Delimiter;
  /** Text garbled by an earlier wrong decoding, which can be fixed. */
  garbled: Garbled | null;
  isMended: boolean;
  lines: number;
  /** Columns that a register needs and that are not matched yet. */
  missing: Message[];
  /** It has columns of a list of absent voters. */
  looksAbsent: boolean;
  /** A column that may say whom the file adds, changes or deletes; a person has to say if it is asked. */
  doubtful: DoubtfulColumn | null;
  /** Every column of the file, its role, whether this kind of file uses it, and some examples. */
  columns: { heading: string; role: ColumnRole | null; isUsed: boolean; examples: string[] }[];
  preview: PreviewLine[];
};

/** A value that keeps electors from a ballot paper or a sheet, and what it means; null until somebody says so. */
export type AskedValue = NotUnderstood & {
  asks: AskedKey;
  meaning: MarkerMeaning | DateMeaning | KnockMeaning | null;
  /** How many different values of a column are asked about as one; `value` has examples. */
  together?: number;
};

/** The result of importing the whole file; nothing has been written. */
export type Survey = {
  /** Values to be answered before the import, with the answers that were given. */
  asked: AskedValue[];
  /** Columns in which day and month could be the other way round, and the file that each is in. */
  dates: (DateColumnReport & { which: 'register' | 'canvass' })[];
  /** What the import would do. */
  result: ImportResult;
  /** Why the file would be refused as a whole, unless refused lines are left out; null if it would not. */
  misread: Misread | null;
  /** Voting-intention codes of the register and of the canvass, most frequent first. */
  votingIntentions: (CodeCount & { meaning: CodeMeaning })[];
  /** Marker letters of the register, most frequent first, and what each means at this poll. */
  markers: (CodeCount & { meaning: MarkerMeaning })[];
  pollingDistricts: CodeCount[];
  /** Streets found, most electors first, as `KA High Street`. */
  streets: CodeCount[];
  /** Past elections whose turnout is in the file. */
  elections: readonly string[];
};

/** A step of checking a whole file, or its end. */
export type SurveyStep = ImportProgressStep | { stage: 'done'; survey: Survey };

/** A step of a running import, or its end. */
export type ImportStep = ImportProgressStep | { stage: 'done'; result: ImportResult };

export type ImportProgressStep = { stage: 'reading' | 'writing'; done: number; total: number };
