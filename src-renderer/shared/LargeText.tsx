import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { remembered } from './remembered.ts';
import { useStore } from './store.ts';
import { useWords } from './use-words.ts';

const size = remembered('text-size', 'normal');

/** Large type for bad light and tired eyes. This computer remembers it. */
export function LargeText() {
  const { t } = useWords();
  const isLarge = useStore(size) === 'large';
  useEffect(() => {
    document.documentElement.style.fontSize = isLarge ? '125%' : '';
  }, [isLarge]);
  return (
    <Button
      size="xs"
      variant="default"
      aria-pressed={isLarge}
      onClick={() => size.set(isLarge ? 'normal' : 'large')}
    >
      {t('Large text')}
    </Button>
  );
}
