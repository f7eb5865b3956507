import { openedFigure } from '../figures/opened-figure.ts';
import { loadedLater } from '../shared/loaded-later.tsx';
import { useStore } from '../shared/store.ts';

const FigureSheet = loadedLater(() => import('../figures/FigureSheet.tsx').then((it) => it.FigureSheet));

/** The figure that was opened on any screen, as a sum. */
export function ShownFigure() {
  return useStore(openedFigure) && <FigureSheet />;
}
