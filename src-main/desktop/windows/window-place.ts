import { z } from 'zod';
import { readUserFile, writeUserFile } from '../user-file.ts';

export type Size = { width: number; height: number };
export type Rectangle = Size & { x: number; y: number };

/** The window's position in the screen's own units, and whether it was maximised. */
export type WindowPlace = Rectangle & { maximised: boolean };

const place: z.ZodType<WindowPlace> = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1).max(20_000),
  height: z.int().min(1).max(20_000),
  maximised: z.boolean(),
});

/** This much of the title bar must be on a screen, so that a user can drag it. */
const GRIP = { width: 120, height: 40 };

/** The place stored in `file`, if any of `screens` still shows enough of it. */
export function readWindowPlace(file: string, screens: readonly Rectangle[]): WindowPlace | null {
  const kept = readUserFile(file, place);
  return kept && screens.some((screen) => canBeGrasped(kept, screen)) ? kept : null;
}

export function writeWindowPlace(file: string, kept: WindowPlace): void {
  writeUserFile(file, kept);
}

/** A window of this size, or the part that fits into a screen's `area`. */
export function fitInto(area: Size, { width, height }: Size): Size {
  return { width: Math.min(width, area.width), height: Math.min(height, area.height) };
}

function canBeGrasped(window: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const fromTop = window.y - screen.y;
  return across >= GRIP.width && fromTop >= 0 && fromTop <= screen.height - GRIP.height;
}
