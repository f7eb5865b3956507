import { join } from 'node:path';
import { saveTo } from '../../src-main/cli/save-to.ts';
import { seeded } from '../../src-main/register/sample.ts';
import { listStreets } from '../../src-main/sheets/choose-streets.ts';
import { issuedSheets } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce, makeSheetsInSteps } from '../../src-main/sheets/make-sheets.ts';
import { drawOtherPaper } from '../../src-main/sheets/other/other-papers.ts';
import { printFresh } from '../../src-main/sheets/reprint.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';

const MAKINGS = 8;
const BY = 'torture';
const PDF = { start: '%PDF-' };

/**
 * Makes sheets of all kinds one after another. Each is saved to its own file, whose name begins with the making it
 * came from. Every file with such a name may have been printed.
 */
export async function makePapers(room: Room, folder: string, seed: number): Promise<void> {
  const random = seeded(seed);
  const below = (most: number) => Math.floor(random() * most);
  for (let making = 1; making <= MAKINGS; making += 1) {
    const name = (part: string) => join(folder, `${seed}.${making} ${part}.pdf`);
    const streets = listStreets(room);
    const street = streets[below(streets.length)];
    const issued = issuedSheets(room);
    const kind = below(5);
    if (kind === 0 && street) {
      await makeSheetsAtOnce(
        room,
        { streetIds: [street.id], round: 1 + below(3) },
        BY,
        saveTo(name('sheets'), PDF),
      );
    } else if (kind === 1 && issued.length > 0) {
      const old = issued[below(issued.length)]?.code ?? '';
      // Everybody may have been marked off.
      await printFresh(room, old, {}, BY, saveTo(name('fresh'), PDF)).catch(() => null);
    } else if (kind === 2) {
      const { pdf } = await drawOtherPaper(room, { kind: 'all-day', rounds: 2, by: BY });
      saveTo(name('whole day'), PDF)(pdf, () => undefined);
    } else {
      const streetIds = streets.map(({ id }) => id);
      for await (const step of makeSheetsInSteps(room, { streetIds }, BY, undefined)) {
        if (step.stage === 'drawing') continue;
        saveTo(name(step.stage), PDF)(Buffer.from(step.base64, 'base64'), () => undefined);
      }
    }
    markNumbers(room, { text: String(1 + below(200)), district: 'KA', by: BY });
  }
}
