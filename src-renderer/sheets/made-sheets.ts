import { useMutation } from '@tanstack/react-query';
import type { SheetCount, SheetOrder } from '../../src-main/sheets/types.ts';
import { client } from '../room/client.ts';
import { Store } from '../shared/store.ts';

export type Made = SheetCount & { round: number; fileName: string; at: number; pdf: Blob };

/** The sheets made last; kept while other screens are open, since making them again would count again. */
export const lastMadeSheets = new Store<Made | null>(null);

/** The paper is looked at instead of the streets, until one goes back to them. */
export const showingPaper = new Store(false);

export type SheetOrderForm = {
  streetIds: number[];
  round: number | undefined;
  order: SheetOrder;
  by: string;
};

export function useMakeSheets() {
  return useMutation({
    mutationFn: async ({ round, ...choice }: SheetOrderForm) => {
      const { base64, ...made } = await client.sheets.make.mutate({
        ...choice,
        ...(round === undefined ? {} : { round }),
      });
      lastMadeSheets.set({ ...made, at: Date.now(), pdf: pdfFrom(base64) });
      showingPaper.set(true);
    },
  });
}

function pdfFrom(base64: string): Blob {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: 'application/pdf' });
}
