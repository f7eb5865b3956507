import { Button } from '@mantine/core';
import { LANGUAGES } from '../../src-shared/languages.ts';
import { useWords } from './use-words.ts';
import { language } from './words.ts';

/** Changes to the other language. The button is in that language, for those who read no other. */
export function LanguageChoice() {
  const { i18n } = useWords();
  return LANGUAGES.filter(({ id }) => id !== i18n.language).map(({ id, name }) => (
    <Button key={id} size="xs" variant="default" lang={id} onClick={() => language.set(id)}>
      {name}
    </Button>
  ));
}
