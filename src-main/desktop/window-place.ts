import { z } from 'zod';
import { readUserFile, writeUserFile } from './user-file.ts';

export type Size = { width: number; height: number };
export type Rectangle = Size & { x: number; y: number };

/** Where the window was, in the screen's own units, and whether it filled the screen. */
export type WindowPlace = Rectangle & { maximised: boolean };

const place: z.ZodType<WindowPlace> = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1).max(20_000),
  height: z.int().min(1).max(20_000),
  maximised: z.boolean(),
});

/** So much of the title bar must be on a screen for a hand to get hold of it. */
const GRIP = { width: 120, height: 40 };

/** The place kept in `file`, unless no screen of `screens` shows enough of it any more. */
export function readWindowPlace(file: string, screens: readonly Rectangle[]): WindowPlace | null {
  const kept = readUserFile(file, place);
  return kept && screens.some((screen) => canBeGrasped(kept, screen)) ? kept : null;
}

export function writeWindowPlace(file: string, kept: WindowPlace): void {
  writeUserFile(file, kept);
}

/** A window of this size, or as much of it as a screen's `area` has room for. */
export function fitInto(area: Size, { width, height }: Size): Size {
  return { width: Math.min(width, area.width), height: Math.min(height, area.height) };
}

function canBeGrasped(window: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const fromTop = window.y - screen.y;
  return across >= GRIP.width && fromTop >= 0 && fromTop <= screen.height - GRIP.height;
}
