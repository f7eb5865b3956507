import { fitEnds, fitStart } from '../../paper/fit-text.ts';
import { PAGE } from '../../paper/page-form.ts';
import type { OpenPaper, Paper } from '../../paper/pdf.ts';
import { printable, printableName } from '../../paper/printable.ts';
import type { Words } from '../../paper/words.ts';
import { displayName } from '../../register/elector/elector-name.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { chosenPromiseStreets } from '../choose-streets.ts';
import { type Door, doorsOf } from '../doors.ts';

/** 21 labels of 63.5 by 38.1 mm on an A4 page, a size that every stationer has; in points. */
const LABEL = {
  width: 180,
  height: 108,
  left: 20.4,
  top: 43,
  gap: 7.1,
  across: 3,
  down: 7,
  pad: 10,
} as const;

type Label = { door: Door; address: string; postcode: string };

const sql = prepared((db) => ({
  where: db.prepare<[number], { address: string; postcode: string }>(
    'SELECT address, postcode FROM elector WHERE id = ?',
  ),
}));

/** A label for each door with a promise worth a knock, for early-morning leaflets. */
export async function drawLabels(
  room: Room,
  district: string | undefined,
  words: Words,
  open: OpenPaper,
  now = new Date(),
): Promise<Uint8Array> {
  const streets = chosenPromiseStreets(room, district);
  const doors = doorsOf(
    room,
    streets.map(({ id }) => id),
    { doors: 'walk', sides: 'through' },
    'promises',
  );
  const labels = streets
    .flatMap(({ id }) => doors.get(id) ?? [])
    .flatMap((door): Label[] => {
      const where = sql(room.db).where.get(door.electors[0]?.id ?? 0);
      return where ? [{ door, ...where }] : [];
    });
  const paper = await open(words.t('Address labels'), now, words);
  for (const [place, label] of labels.entries()) {
    const on = place % (LABEL.across * LABEL.down);
    if (on === 0) {
      await paper.letOthersIn();
      paper.newPage(PAGE);
    }
    const left = LABEL.left + (on % LABEL.across) * (LABEL.width + LABEL.gap);
    const top = LABEL.top + Math.floor(on / LABEL.across) * LABEL.height;
    drawLabel(paper, label, left, top);
  }
  if (labels.length === 0) {
    paper.newPage(PAGE);
    const text = words.t('No labels: nobody is worth a knock.');
    paper.write({ text, face: 'bold', size: 16, x: PAGE.left, y: 60 });
  }
  return paper.finish();
}

function drawLabel(paper: Paper, { door, address, postcode }: Label, left: number, top: number): void {
  const box = (face: 'regular' | 'bold', size: number, maxLines: number) => ({
    width: LABEL.width - 2 * LABEL.pad,
    maxLines,
    measure: (text: string) => paper.measure(text, face, size),
  });
  const names = door.electors.map((elector) => printableName(displayName(elector), paper.words.t));
  const lines = fitStart(names.join(', '), box('bold', 10.5, 2));
  const where = fitEnds(printable(address), box('regular', 10, 3));
  let y = top + 20;
  for (const text of lines) {
    paper.write({ text, face: 'bold', size: 10.5, x: left + LABEL.pad, y });
    y += 13;
  }
  for (const text of [...where, postcode]) {
    paper.write({ text, face: 'regular', size: 10, x: left + LABEL.pad, y });
    y += 12.5;
  }
}
