import { basename } from 'node:path';
import { LEAST_PRINT, PAGE } from './page-form.ts';
import { Paper } from './pdf.ts';
import { drawQrCode, qrCode } from './qr-code.ts';
import type { Words } from './words.ts';

/** The page with a room's recovery key, to be kept away from the laptop. */
export async function drawRecoveryPaper(
  file: string,
  key: string,
  words: Words,
  now = new Date(),
): Promise<Uint8Array> {
  const { t } = words;
  const paper = await Paper.open(t('Recovery key'), now, words);
  const width = PAGE.right - PAGE.left;
  paper.newPage(PAGE);
  paper.write({ text: t('Recovery key'), face: 'bold', size: 24, x: PAGE.left, y: 60 });
  const lines = [
    t('Opens the room {{room}} when its passphrase is forgotten.', { room: basename(file) }),
    t('Anyone who has this paper and a copy of the room can read it.'),
    t('Keep it in a sealed envelope, away from the laptop, and destroy it with the room after the poll.'),
    t('It no longer works once the passphrase is changed. Printed {{when}}.', {
      when: words.dayAndTime(now),
    }),
  ];
  lines.forEach((text, index) => {
    paper.writeFitted(
      { text, face: 'regular', size: 12, x: PAGE.left, y: 90 + index * 18 },
      width,
      LEAST_PRINT,
    );
  });
  const groups = key.split('-');
  const perLine = 4;
  for (let row = 0; row * perLine < groups.length; row += 1) {
    const text = groups.slice(row * perLine, (row + 1) * perLine).join(' - ');
    paper.write({ text, face: 'bold', size: 22, x: PAGE.left, y: 210 + row * 40 });
  }
  drawQrCode(paper, qrCode(key), PAGE.left, 350, 150);
  const help = t(
    'The letters O, I, L and U are not used: a round character is the number 0, a straight one the number 1.',
  );
  paper.writeFitted({ text: help, face: 'regular', size: 11, x: PAGE.left, y: 530 }, width, LEAST_PRINT);
  return paper.finish();
}
