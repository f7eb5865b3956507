import { z } from 'zod';
import type { Room } from '../../store/room.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import { storedJson } from '../../store/stored-json.ts';

const NAMES = z.record(z.string(), z.string());

/** The names of polling districts that registers have given, by their codes. */
export function readDistrictNames(room: Room): Readonly<Record<string, string>> {
  return storedJson(readSetting(room, 'district_names') ?? '{}', NAMES);
}

/** Keeps the names of polling districts that a file has. Call it inside `room.change`. */
export function rememberDistrictNames(room: Room, names: Readonly<Record<string, string>>): void {
  if (Object.keys(names).length === 0) return;
  const kept = { ...readDistrictNames(room), ...names };
  writeSetting(room, 'district_names', JSON.stringify(kept));
}
