/** A remark on one line of a file; lines are counted as a text editor counts them, headings included. */
export type LineNote = { line: number; reason: string };

/** What an import did; the shape of `import --json` (DESIGN.md, "Command line"). */
export type ImportResult = {
  /** Lines of the file that hold an elector, refused ones included. */
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
  /** Name of the layout recognised, as in REGISTERS.md. */
  layout: string;
};

export type CodeCount = { code: string; electors: number };

/** A register file as it was understood, before anything is written. */
export type Understanding = {
  fileId: string;
  fileName: string;
  layout: string;
  encoding: string;
  delimiter: string;
  rows: number;
  /** Every column of the file, and what it was taken for (null: not used). */
  columns: { heading: string; takenFor: string | null }[];
  /** The first electors as understood. */
  preview: {
    line: number;
    number: string;
    name: string;
    address: string;
    street: string;
    postcode: string;
    markers: string;
    votingIntention: string;
  }[];
  /** Voting-intention codes in the file, most frequent first; empty when it has no such column. */
  votingIntentions: CodeCount[];
  /** Franchise markers in the file, most frequent first. */
  markers: CodeCount[];
  pollingDistricts: CodeCount[];
  rejected: LineNote[];
  warnings: LineNote[];
};

/** A step of a running import, or its end. */
export type ImportStep =
  | { stage: 'reading'; done: number; total: number }
  | { stage: 'writing'; total: number }
  | { stage: 'done'; result: ImportResult };
