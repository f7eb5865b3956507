import { Button } from '@mantine/core';
import type { ElectorAsk } from '../../src-main/register/typed-elector.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';

type ElectorAsksProps = {
  asks: readonly ElectorAsk[];
  /** One of the suggestions was meant. */
  onChoose: (about: ElectorAsk['about'], suggestion: string) => void;
  onConfirm: (about: ElectorAsk['about']) => void;
};

/** What has to be confirmed before an elector is saved: a street or a code that the room does not have. */
export function ElectorAsks({ asks, onChoose, onConfirm }: ElectorAsksProps) {
  const { t } = useWords();
  return (
    <>
      {asks.map(({ about, said, suggestions }) => (
        <Notice key={about} tone="notice" role="alert" title={roomSays(said)}>
          <div className={part.row}>
            {suggestions.map((each) => (
              <Button key={each} size="sm" variant="default" onClick={() => onChoose(about, each)}>
                {each}
              </Button>
            ))}
            <Button size="sm" variant="default" onClick={() => onConfirm(about)}>
              {about === 'street' ? t('Yes, this is a new street') : t('Yes, save this code')}
            </Button>
          </div>
        </Notice>
      ))}
    </>
  );
}
