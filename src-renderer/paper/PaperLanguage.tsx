import { NativeSelect } from '@mantine/core';
import { asLanguage, LANGUAGES } from '../../src-shared/languages.ts';
import { useWords } from '../shared/use-words.ts';
import { usePaperLook } from './paper-choice.ts';

/** The language of everything that is printed. Each is listed by its own name. */
export function PaperLanguage({ className = '' }: { className?: string | undefined }) {
  const { t } = useWords();
  const [look, setLook] = usePaperLook();
  return (
    <NativeSelect
      size="sm"
      className={className}
      label={t('Language of the paper')}
      data={[
        { value: '', label: t('That of this window') },
        ...LANGUAGES.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={look.language}
      onChange={({ currentTarget: { value } }) =>
        setLook({ language: value === '' ? '' : asLanguage(value) })
      }
    />
  );
}
