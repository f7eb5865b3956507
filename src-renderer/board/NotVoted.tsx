import type { RoomTrust } from '../../src-main/turnout/trust/estimate.ts';
import { count } from '../shared/format.ts';
import { inShort } from '../shared/in-short.ts';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import { roundedRange } from './rounded-range.ts';
import { useTrust } from './use-board.ts';

/** How many of the outstanding have probably not voted; nothing while too few doors have answered to say. */
export function NotVoted() {
  const { t } = useWords();
  const { data } = useTrust();
  if (!data?.room.notVoted) return null;
  const { outstanding, notVoted } = data.room;
  const { low, about, high } = roundedRange(notVoted, outstanding);
  return (
    <div>
      <p>
        <strong>
          {t('Of {{outstanding}} outstanding about {{about}} have not voted ({{low}} to {{high}}).', {
            outstanding: count(outstanding),
            about: count(about),
            low: count(low),
            high: count(high),
          })}
        </strong>
      </p>
      <details className={part.note}>
        <summary>{t('How is that known?')}</summary>
        <Grounds trust={data.room} />
      </details>
    </div>
  );
}

/** What the range rests on, and what it takes for granted. */
function Grounds({ trust }: { trust: RoomTrust }) {
  const { t } = useWords();
  const { answers, ifOut, pooled } = trust;
  return (
    <>
      <p>
        {t(
          'It rests on the answers at the door today of {{answers}} promises whose number no teller had, and on how the vote has grown since. The true figure is in the range on about nine days of ten.',
          { answers: count(answers) },
        )}
      </p>
      {ifOut && (
        <p>
          {t(
            'Nobody knows about people who were out: about {{least}} if all of them have voted, {{most}} if none has.',
            { least: count(Math.round(ifOut.allVoted)), most: count(Math.round(ifOut.noneVoted)) },
          )}
        </p>
      )}
      {pooled.length > 0 && (
        <p>
          {t(
            'Fewer than 30 answers at {{stations}}: taken to be like the other stations, and the range is wider for it.',
            { stations: inShort(pooled, ', ') },
          )}
        </p>
      )}
    </>
  );
}
