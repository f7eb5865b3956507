import { Button } from '@mantine/core';
import { count } from './format.ts';
import { useWords } from './use-words.ts';

type ShowAllProps = {
  /** How many there are. */
  all: number;
  showsAll: boolean;
  onChange: (showsAll: boolean) => void;
  /** What the button says, if it does not show all of them. */
  more?: string | undefined;
};

/** Below the first of a long list: shows the others, or the first alone again. */
export function ShowAll({ all, showsAll, onChange, more }: ShowAllProps) {
  const { t } = useWords();
  return (
    <div>
      <Button variant="default" size="sm" onClick={() => onChange(!showsAll)}>
        {showsAll ? t('Show fewer') : (more ?? t('Show all {{number}}', { number: count(all) }))}
      </Button>
    </div>
  );
}
