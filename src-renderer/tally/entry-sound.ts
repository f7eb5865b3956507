import type { EntryResult } from '../../src-main/turnout/types.ts';
import { remembered } from '../shared/remembered.ts';

/** 'on' to hear a beep after each entry. Words and icons say the same. */
export const entrySound = remembered('entry-sound', 'off');

let context: AudioContext | null = null;

/** One high beep if everybody was marked off, two low ones if something needs a check. */
export function beepFor({ unknown, ambiguous, unreadable, already }: EntryResult): void {
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
