import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import type { RoomBridge } from '../../src-main/desktop/bridge.ts';
import { Notice } from '../shared/Notice.tsx';
import { useWords } from '../shared/use-words.ts';

type Way = { bridge: RoomBridge; to: 'printer' | 'viewer' };

/** Gives a paper to the printer or the computer's viewer through the desktop window; the answer is a sentence. */
export function useSentPaper(pdf: Blob): UseMutationResult<string, Error, Way> {
  return useMutation({
    mutationFn: async ({ bridge, to }: Way) => {
      const bytes = new Uint8Array(await pdf.arrayBuffer());
      return to === 'printer' ? bridge.printStraight(bytes) : bridge.openInViewer(bytes);
    },
  });
}

/** The result. That the printer accepted it does not mean that it printed. */
export function SentPaper({ sent }: { sent: ReturnType<typeof useSentPaper> }) {
  const { t } = useWords();
  const isPrint = sent.variables?.to === 'printer';
  if (sent.isPending && isPrint) {
    return (
      <Notice
        tone="plain"
        role="status"
        title={t('It is on its way to the printer, which may take a minute to answer.')}
      />
    );
  }
  if (sent.isError) {
    return (
      <Notice
        tone="bad"
        role="alert"
        title={t('The paper could not be printed. Save it, and print it from there.')}
      />
    );
  }
  if (sent.data) return <Notice tone="bad" role="alert" title={sent.data} />;
  if (sent.isSuccess && isPrint) {
    return <Notice tone="good" role="status" title={t('Sent to the printer. Check that it printed.')} />;
  }
  return null;
}
