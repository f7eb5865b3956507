import { type DragEvent, type ReactNode, useState } from 'react';
import { useStore } from '../../shared/store.ts';
import classes from './drop-place.module.css';
import { chooseDropped, importFlow, isReadyForFile } from './import-flow.ts';

/** Takes a register file dropped anywhere on the screen. */
export function DropPlace({ children }: { children: ReactNode }) {
  const [over, setOver] = useState(false);
  const ready = isReadyForFile(useStore(importFlow));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    // The window takes what is dropped elsewhere.
    event.stopPropagation();
    setOver(false);
    chooseDropped([...event.dataTransfer.files]);
  };
  return (
    // Choosing a file with the button does the same; dropping is a convenience for the mouse.
    // biome-ignore lint/a11y/noStaticElementInteractions: there is nothing here to press
    <div
      className={classes.place}
      data-over={(over && ready) || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
    </div>
  );
}
