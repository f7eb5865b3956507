import { useEffect } from 'react';
import { client } from '../room/client.ts';

/** What Chromium has and the types of the DOM leave out. */
type Battery = EventTarget & { readonly charging: boolean; readonly level: number };
type WithBattery = Navigator & { getBattery?: () => Promise<Battery> };

const EVENTS = ['chargingchange', 'levelchange'];

/** Sends the state of the battery to the room, because not every system reports it to the program. */
export function useBattery(): void {
  useEffect(() => {
    let stop = () => {};
    let stopped = false;
    const follow = (battery: Battery) => {
      if (stopped) return;
      const send = () => {
        const state = { percent: Math.round(battery.level * 100), discharging: !battery.charging };
        // If the room does not answer, the next change is sent.
        client.backups.battery.mutate(state).catch(() => {});
      };
      send();
      for (const event of EVENTS) battery.addEventListener(event, send);
      stop = () => {
        for (const event of EVENTS) battery.removeEventListener(event, send);
      };
    };
    // Some browsers have no battery, or do not give its state.
    (navigator as WithBattery).getBattery?.().then(follow, () => {});
    return () => {
      stopped = true;
      stop();
    };
  }, []);
}
