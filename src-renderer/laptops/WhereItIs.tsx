import type { WrittenTo } from '../room/write-chosen.ts';
import { useWords } from '../shared/use-words.ts';

/** Where a file for another laptop was written, and what is left to do with it. */
export function WhereItIs({ file, to }: { file: string; to: WrittenTo }) {
  const { t } = useWords();
  const says = {
    downloads: t(
      '{{file}} was given to the browser, which saves it with its downloads. See there that it is complete, and copy it to a stick: Committee Room cannot check that.',
      { file },
    ),
    'own disk': t(
      '{{file}} was written and checked. It is on the same disk as this room: copy it to a stick.',
      { file },
    ),
    stick: t('{{file}} was written and checked. You can pull the stick out now.', { file }),
  };
  return <p>{says[to]}</p>;
}
