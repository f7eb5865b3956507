import { encode } from 'uqr';
import type { Paper } from './pdf.ts';

/** A QR code as rows of dark rectangles: left, top, width and height in modules. */
export type QrCode = { modules: number; dark: readonly (readonly [number, number, number, number])[] };

/**
 * The QR code of a short text. All have the same mask: choosing the best of eight takes longer than drawing the
 * sheet, and readers need it only for long texts.
 */
export function qrCode(text: string): QrCode {
  const { data, size: modules } = encode(text, { ecc: 'M', border: 0, maskPattern: 2 });
  const dark: [number, number, number, number][] = [];
  data.forEach((row, top) => {
    for (let column = 0; column < modules; column += 1) {
      if (!row[column]) continue;
      const left = column;
      while (row[column + 1]) column += 1;
      dark.push([left, top, column - left + 1, 1]);
    }
  });
  return { modules, dark };
}

/** Draws a code. The caller leaves the white margin that readers need. */
export function drawQrCode(
  paper: Paper,
  { modules, dark }: QrCode,
  left: number,
  top: number,
  side: number,
): void {
  paper.stamp(dark, left, top, Math.round((side / modules) * 1000) / 1000);
}
