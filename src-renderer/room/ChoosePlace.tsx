import { Button } from '@mantine/core';
import { useWords } from '../shared/use-words.ts';

type Props = {
  kind: 'file' | 'folder';
  /** What the dialog begins with. */
  suggested: string;
  isBusy?: boolean;
  onChoose: (path: string) => void;
};

/** Asks in the system's own dialog for a place. Nothing in a browser, which has none that names paths. */
export function ChoosePlace({ kind, suggested, isBusy = false, onChoose }: Props) {
  const { t } = useWords();
  const bridge = window.committeeRoom;
  if (!bridge) return null;
  const choose = async () => {
    const chosen = await (kind === 'file'
      ? bridge.chooseWhereToSave(suggested)
      : bridge.chooseFolder(suggested));
    if (chosen !== null) onChoose(chosen);
  };
  return (
    <div>
      <Button variant="default" disabled={isBusy} onClick={() => void choose()}>
        {kind === 'file' ? t('Choose another place…') : t('Choose a folder…')}
      </Button>
    </div>
  );
}
