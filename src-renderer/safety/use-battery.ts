import { useEffect } from 'react';
import { client } from '../room/client.ts';

/** What Chromium has and the types of the DOM leave out. */
type Battery = EventTarget & { readonly charging: boolean; readonly level: number };
type WithBattery = Navigator & { getBattery?: () => Promise<Battery> };

const EVENTS = ['chargingchange', 'levelchange'];

/** Tells the room how the battery is: not every system tells the program itself. */
export function useBattery(): void {
  useEffect(() => {
    let stop = () => {};
    let stopped = false;
    const follow = (battery: Battery) => {
      if (stopped) return;
      const tell = () => {
        const told = { percent: Math.round(battery.level * 100), discharging: !battery.charging };
        // A room that does not answer just now is told at the next change.
        client.backups.battery.mutate(told).catch(() => {});
      };
      tell();
      for (const event of EVENTS) battery.addEventListener(event, tell);
      stop = () => {
        for (const event of EVENTS) battery.removeEventListener(event, tell);
      };
    };
    // A browser that has none, or will not say, leaves it to the program.
    (navigator as WithBattery).getBattery?.().then(follow, () => {});
    return () => {
      stopped = true;
      stop();
    };
  }, []);
}
