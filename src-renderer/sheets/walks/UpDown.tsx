import { Button } from '@mantine/core';
import { useWords } from '../../shared/use-words.ts';

type UpDownProps = {
  name: string;
  /** Null for the first. */
  onUp: (() => void) | null;
  /** Null for the last. */
  onDown: (() => void) | null;
};

/** The buttons that move a row of a list one place. */
export function UpDown({ name, onUp, onDown }: UpDownProps) {
  const { t } = useWords();
  return (
    <>
      <Button
        size="xs"
        variant="default"
        disabled={!onUp}
        onClick={onUp ?? undefined}
        aria-label={t('Move {{name}} up', { name })}
      >
        {t('Up')}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={!onDown}
        onClick={onDown ?? undefined}
        aria-label={t('Move {{name}} down', { name })}
      >
        {t('Down')}
      </Button>
    </>
  );
}
