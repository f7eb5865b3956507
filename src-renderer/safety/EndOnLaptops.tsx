import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trans } from 'react-i18next';
import { AskTwice } from '../room/AskTwice.tsx';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { LaptopsLink } from './LaptopsLink.tsx';
import { type EndAsked, type Ending, useEnding } from './use-ending.ts';
import { WhoAsked } from './WhoAsked.tsx';

/** Asks all laptops of the day to destroy their rooms, and shows which have. Nothing in a room of one laptop. */
export function EndOnLaptops() {
  const ending = useEnding().data;
  if (!ending) return null;
  return ending.asked ? <Asked {...ending} asked={ending.asked} /> : <Ask {...ending} />;
}

/** Asked twice: it goes to every laptop. */
function Ask({ others }: Pick<Ending, 'others'>) {
  const { t } = useWords();
  const by = useEnteredBy();
  return (
    <AskTwice
      label={t('End the day on all laptops…')}
      question={t('Ask other laptops ({{number}}) to destroy this day?', { number: others.length })}
      yes={t('Ask them')}
      onYes={() => client.laptops.askForEnding.mutate({ by })}
    >
      <p>
        {t(
          'Nothing is destroyed yet. The request goes with the next file that you share. Each laptop then asks the people there, and writes a certificate when its room is destroyed. Take the certificates in here, and destroy this room last.',
        )}
      </p>
      <p>
        <strong>{others.map(({ letter, name }) => `${letter} (${name})`).join(', ')}</strong>
      </p>
    </AskTwice>
  );
}

/** Who has answered and who has not, and how to take the question back. */
function Asked({ asked, others, notShared }: Ending & { asked: EndAsked }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  const takeBack = useMutation({
    mutationFn: () => client.laptops.takeBackEnding.mutate({ by }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [ROOM] }),
  });
  const done = others.filter(({ state }) => state === 'destroyed').length;
  return (
    <Notice
      tone={done === others.length ? 'good' : 'notice'}
      title={t('{{done}} of {{all}} other laptops have destroyed this day', { done, all: others.length })}
    >
      <p>
        <WhoAsked asked={asked} /> {notShared && <strong>{roomSays(notShared)}</strong>}
      </p>
      <Laptops others={others} />
      {asked.isThis && (
        <>
          {done < others.length && (
            <p>
              <Trans
                t={t}
                i18nKey="Share the day, so that they get the request, and take their certificates in: both are under <laptops>Other laptops</laptops>. Then destroy this room."
                components={{ laptops: <LaptopsLink /> }}
              />
            </p>
          )}
          <Failed what={t('Nothing was changed.')} error={takeBack.error} />
          <div>
            <Button variant="default" disabled={takeBack.isPending} onClick={() => takeBack.mutate()}>
              {t('Take the request back')}
            </Button>
          </div>
        </>
      )}
    </Notice>
  );
}

function Laptops({ others }: Pick<Ending, 'others'>) {
  const { t } = useWords();
  const said = ({ state, certificate, as }: Ending['others'][number]) => {
    const when = { time: time(certificate?.at ?? 0) };
    switch (state) {
      case 'destroyed':
        return [t('destroyed, {{time}}', when), certificate?.by && t('by {{by}}', { by: certificate.by })]
          .filter(Boolean)
          .join(' ');
      case 'begun':
        return t('begun, {{time}}, but not finished as far as is known', when);
      case 'asks':
        return t('has asked for this, and destroys its room last');
      case 'heard since':
        return t('was still in use after its certificate of {{time}}', when);
      case 'restored':
        return t('was restored from a backup, and is laptop {{other}} now', { other: as?.letter ?? '' });
      default:
        return t('has not answered');
    }
  };
  return (
    <ul>
      {others.map((laptop) => (
        <li key={laptop.device}>
          <strong>
            {laptop.letter} ({laptop.name})
          </strong>
          : {said(laptop)}
        </li>
      ))}
    </ul>
  );
}
