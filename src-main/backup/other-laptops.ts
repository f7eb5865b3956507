import { z } from 'zod';
import { inLanguage, type Message, say } from '../../src-shared/message.ts';
import { BEGUN, type Begun, beginCertificate, finishCertificate } from '../exchange/certificate.ts';
import { type Ending, isGone, type LaptopEnd, readEnding } from '../exchange/ending.ts';
import type { Words } from '../paper/words.ts';
import type { FileForLaptops } from '../store/journal/journal.ts';
import { FILE_FOR_LAPTOPS, LAPTOP_DESTROYED } from '../store/journal/stored-detail.ts';
import { addThisLaptop } from '../store/laptops/laptops.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';

/** What the certificate of a room says of the other laptops of its day, as they were known here. */
export type OtherLaptops = {
  laptops: LaptopEnd[];
  /** What this laptop wrote for others. Whoever has the sticks has to wipe them. */
  files: FileForLaptops[];
  /** The certificate for the other laptops; null if none needs it. */
  certificate: Begun | null;
};

/** The same once the room has gone: where that certificate is, and why it does not say that all is done. */
export type OtherLaptopsSaid = Omit<OtherLaptops, 'certificate'> & {
  certificateFile: string | null;
  problem: Message | null;
};

const LAPTOP = z.object({ device: z.string(), letter: z.string(), name: z.string() });

export const OTHER_LAPTOPS: z.ZodType<OtherLaptops> = z.object({
  laptops: z.array(
    z.object({
      device: z.string(),
      letter: z.string(),
      name: z.string(),
      state: z.enum(['destroyed', 'asks', 'begun', 'heard since', 'restored', 'not answered']),
      certificate: LAPTOP_DESTROYED.nullable(),
      as: LAPTOP.exactOptional(),
    }),
  ),
  files: z.array(FILE_FOR_LAPTOPS),
  certificate: BEGUN.nullable(),
});

/**
 * Whether this laptop owes the others a certificate: all do but the one that asked for the end of the day, while there is
 * another laptop to take it in.
 */
export function owesCertificate({ asked, others }: Ending): boolean {
  return asked?.isThis !== true && !others.every(isGone);
}

/** What is removed with the room, and what cannot be. */
type Removing = { by: string; at: number; removed: number; left: string[]; unreached: string[] };

/**
 * Reads how the other laptops are, and begins the certificate for them in `file`, before anything is removed. Null in a
 * room of one laptop.
 * @throws Refusal if they need a certificate and it cannot be written.
 */
export function beginWithOthers(room: Room, file: string | undefined, what: Removing): OtherLaptops | null {
  const ending = readEnding(room);
  if (!ending) return null;
  const { others, files } = ending;
  if (file === undefined && owesCertificate(ending)) throw new Refusal(NO_FILE);
  const own = room.change(() => addThisLaptop(room, what.by));
  const certificate = file === undefined ? null : beginCertificate(room, file, { ...own, ...what, files });
  return { laptops: others, files, certificate };
}

const NO_FILE = say(
  'The other laptops need a certificate that this room is destroyed. Name a file for it, such as on a stick.',
);

/** Says in the certificate for the others that all is done, and what was left. */
export function finishWithOthers(
  { certificate, ...others }: OtherLaptops,
  left: readonly string[],
  removed: number,
): OtherLaptopsSaid {
  if (!certificate) return { ...others, certificateFile: null, problem: null };
  const said = { ...others, certificateFile: certificate.file };
  try {
    finishCertificate(certificate, left, removed);
    return { ...said, problem: null };
  } catch (error) {
    if (error instanceof Refusal) return { ...said, problem: error.said };
    throw error;
  }
}

const STATES: Record<Exclude<LaptopEnd['state'], 'destroyed' | 'asks' | 'restored'>, string> = {
  'not answered': 'Laptop {{letter}} ({{name}})',
  begun: 'Laptop {{letter}} ({{name}}): begun on {{at}}, but not finished as far as is known',
  'heard since': 'Laptop {{letter}} ({{name}}): still in use after its certificate of {{at}}',
};

/** The lines of the certificate of a room about the other laptops and what was written for them. */
export function othersInWords(
  { laptops, files, certificateFile, problem }: OtherLaptopsSaid,
  { t, dayAndTime }: Words,
): string[] {
  const said = ({ letter, name, certificate: its }: LaptopEnd) => ({
    letter,
    name,
    at: dayAndTime(new Date(its?.at ?? 0)),
  });
  const done = laptops.filter(({ state }) => state === 'destroyed');
  const lines = [
    t('Other laptops that have destroyed this day: {{done}} of {{all}}', {
      done: done.length,
      all: laptops.filter(({ state }) => state !== 'restored').length,
    }),
  ];
  for (const laptop of done) {
    const by = laptop.certificate?.by;
    lines.push(
      `  ${t('Laptop {{letter}} ({{name}}), on {{at}}', said(laptop))}${by ? ` ${t('by {{by}}', { by })}` : ''}`,
    );
    for (const file of laptop.certificate?.left ?? [])
      lines.push(`    ${t('NOT removed there: {{file}}', { file })}`);
    for (const folder of laptop.certificate?.unreached ?? [])
      lines.push(`    ${t('Not reached there: {{folder}}', { folder })}`);
  }
  for (const laptop of laptops)
    if (laptop.state === 'asks')
      lines.push(
        t('Laptop {{letter}} ({{name}}) has asked for this, and destroys its room last.', said(laptop)),
      );
  for (const laptop of laptops)
    if (laptop.state === 'restored')
      lines.push(
        t('Laptop {{letter}} ({{name}}) was restored from a backup, and is laptop {{other}} now.', {
          ...said(laptop),
          other: laptop.as?.letter ?? '',
        }),
      );
  const silent = laptops.flatMap((laptop) =>
    laptop.state === 'destroyed' || laptop.state === 'restored' || laptop.state === 'asks'
      ? []
      : [`  ${t(STATES[laptop.state], said(laptop))}`],
  );
  if (silent.length > 0)
    lines.push('', t('NOT answered. Destroy the day on these laptops yourself:'), ...silent);
  const written = [
    ...files.map((each) => ({ letter: '', ...each })),
    ...laptops.flatMap(({ letter, certificate: its }) =>
      (its?.files ?? []).map((each) => ({ letter, ...each })),
    ),
  ];
  if (written.length > 0)
    lines.push(
      '',
      t('Files with this day in them were written for other laptops. Wipe the sticks that they were on:'),
    );
  for (const { letter, file, last } of written) {
    const at = dayAndTime(new Date(last));
    const says =
      letter === ''
        ? t('{{file}}, written last on {{at}}', { file, at })
        : t('{{file}}, written last by laptop {{letter}} on {{at}}', { file, letter, at });
    // A browser does not say where.
    lines.push(
      `  ${says}${/[/\\]/.test(file) ? '' : ` (${t('saved by a browser: remove it from its downloads too')})`}`,
    );
  }
  if (certificateFile !== null)
    lines.push(
      '',
      t('The certificate for the other laptops: {{file}}. Take it in on one of them.', {
        file: certificateFile,
      }),
    );
  if (problem)
    lines.push(
      t('It only says that the destruction has begun: {{problem}}', { problem: inLanguage(t, problem) }),
    );
  return ['', ...lines];
}
