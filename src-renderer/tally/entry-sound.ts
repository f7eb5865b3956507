import type { EntryResult } from '../../src-main/turnout/types.ts';
import { remembered } from '../shared/remembered.ts';

/** 'on' when each entry is answered by a tone; words and icons say the same. */
export const entrySound = remembered('entry-sound', 'off');

let context: AudioContext | null = null;

/** One high tone for an entry that was marked off, two low ones for one that is to be looked at. */
export function soundFor({ unknown, ambiguous, unreadable, already }: EntryResult): void {
  if (entrySound.get() !== 'on') return;
  context ??= new AudioContext();
  const isGood = unknown + ambiguous + unreadable + already === 0;
  if (isGood) tone(context, 880, 0);
  else for (const start of [0, 0.2]) tone(context, 220, start);
}

/** Hertz, and seconds from now. */
function tone(on: AudioContext, pitch: number, start: number): void {
  const oscillator = on.createOscillator();
  const volume = on.createGain();
  oscillator.frequency.value = pitch;
  volume.gain.value = 0.15;
  oscillator.connect(volume).connect(on.destination);
  oscillator.start(on.currentTime + start);
  oscillator.stop(on.currentTime + start + 0.12);
}
