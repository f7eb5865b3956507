import qrcode from 'qrcode-generator';
import type { Paper } from './pdf.ts';

/** Draws a text as a QR code; the white around it that readers need is the caller's. */
export function drawQrCode(paper: Paper, text: string, left: number, top: number, side: number): void {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const modules = code.getModuleCount();
  const unit = side / modules;
  const oblongs: [number, number, number, number][] = [];
  for (let row = 0; row < modules; row += 1) {
    for (let column = 0; column < modules; column += 1) {
      if (!code.isDark(row, column)) continue;
      const from = column;
      while (column + 1 < modules && code.isDark(row, column + 1)) column += 1;
      oblongs.push([left + from * unit, top + row * unit, (column - from + 1) * unit, unit]);
    }
  }
  paper.fill(oblongs);
}
