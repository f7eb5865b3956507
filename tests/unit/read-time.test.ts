import { expect, it } from 'vitest';
import { readTime } from '../../src-shared/read-time.ts';

it.each([
  ['930', '09:30'],
  ['0930', '09:30'],
  ['9.30', '09:30'],
  ['9:30', '09:30'],
  ['09-30', '09:30'],
  ['9 30', '09:30'],
  ['9h30', '09:30'],
  [' 9. ', '09:00'],
  ['9', '09:00'],
  ['21', '21:00'],
  ['2159', '21:59'],
  ['9.30pm', '21:30'],
  ['9 p.m.', '21:00'],
  ['12am', '00:00'],
  ['12.15 pm', '12:15'],
  ["9 o'clock", '09:00'],
  ['0', '00:00'],
  ['24', null],
  ['2460', null],
  ['9.60', null],
  ['9.3', null],
  ['13pm', null],
  ['93', null],
  ['half past nine', null],
  ['9.30.15', null],
  ['', null],
])('%j is read as %j', (text, time) => {
  expect(readTime(text)).toBe(time);
});
