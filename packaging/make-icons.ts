/**
 * Makes the program's icons for every system from one drawing, `src-renderer/public/icon.svg`, with this computer's
 * browser: `node packaging/make-icons.ts`. They are in the repository, so that packing does not need a browser.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import png2icons from 'png2icons';
import { findBrowser } from '../src-main/server/browser.ts';

const DRAWING = join(import.meta.dirname, '../src-renderer/public/icon.svg');
const ICONS = join(import.meta.dirname, 'icons');
const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512];
const LARGEST = 1024;
/** The margin that Apple's own icons have in their square. */
const MAC_MARGIN = 100 / 1024;

const executablePath = findBrowser();
if (!executablePath) throw new Error('Drawing the icons needs Chrome, Edge or Chromium: install one.');
const browser = await chromium.launch({
  executablePath,
  // Chromium has no sandbox for root.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  mkdirSync(ICONS, { recursive: true });
  for (const size of LINUX_SIZES) {
    writeFileSync(join(ICONS, `${size}x${size}.png`), await draw(page, size, 0));
  }
  const { BICUBIC2 } = png2icons;
  const windows = png2icons.createICO(await draw(page, LARGEST, 0), BICUBIC2, 0, true, true);
  const mac = png2icons.createICNS(await draw(page, LARGEST, MAC_MARGIN), BICUBIC2, 0);
  if (!windows || !mac) throw new Error('The drawing could not be made into icons.');
  writeFileSync(join(ICONS, 'icon.ico'), windows);
  writeFileSync(join(ICONS, 'icon.icns'), mac);
} finally {
  await browser.close();
}

/** The drawing as a PNG of `size` pixels a side, with this part left free on each side. */
async function draw(page: Page, size: number, margin: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  const side = size * (1 - 2 * margin);
  await page.setContent(
    `<style>body { margin: ${size * margin}px } svg { display: block; width: ${side}px; height: ${side}px }</style>${readFileSync(DRAWING, 'utf8')}`,
  );
  return page.screenshot({ omitBackground: true });
}
