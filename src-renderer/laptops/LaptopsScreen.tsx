import { useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { practiceId } from '../room/practice-id.ts';
import { ROOM } from '../room/query-client.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { Answered } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { Conflicts } from './Conflicts.tsx';
import { Constituency } from './Constituency.tsx';
import { HeadOffice } from './HeadOffice.tsx';
import { JoinDay } from './JoinDay.tsx';
import { LaptopList } from './LaptopList.tsx';
import { PrepareLaptop } from './PrepareLaptop.tsx';
import { RoomsToDestroy } from './RoomsToDestroy.tsx';
import { ShareDay } from './ShareDay.tsx';
import { TakeInFile } from './TakeInFile.tsx';

/** One day on several laptops: what each knows is carried to the others on a stick. */
export function LaptopsScreen() {
  const { t } = useWords();
  const state = useQuery({
    queryKey: [ROOM, 'laptops'],
    queryFn: ({ signal }) => client.laptops.state.query(undefined, { signal }),
    enabled: practiceId === null,
  });
  return (
    <>
      <ScreenHeading>{t('Other laptops')}</ScreenHeading>
      {practiceId !== null ? (
        <Notice tone="plain" title={t('A practice is on one laptop.')}>
          <p>{t('End the practice to get to those of your own room.')}</p>
        </Notice>
      ) : (
        <Answered
          of={state}
          waiting={t('Looking for other laptops…')}
          failed={t('The list of laptops could not be read.')}
        >
          {(data) => (
            <div className={part.part}>
              <RoomsToDestroy />
              {data.rooms > 0 && (
                <>
                  <Constituency />
                  <TakeInFile />
                </>
              )}
              <p>
                {t(
                  'Several laptops can enter numbers for one day, without the internet. Share on one, carry the stick to another, and take the file in there.',
                )}
              </p>
              {data.laptops.length > 0 && (
                <>
                  <ShareDay suggested={data.files.shared} last={data.files.sharedLast} />
                  {data.awaited && (
                    <Notice
                      tone="notice"
                      title={t('The register of {{letter}} ({{name}}) was chosen.', data.awaited)}
                    >
                      <p>
                        {t(
                          'Take in a file that it has shared since. Until then this laptop goes on with another register.',
                        )}
                      </p>
                    </Notice>
                  )}
                  {data.rooms === 0 && <TakeInFile />}
                  <Conflicts />
                  <LaptopList state={data} />
                </>
              )}
              <PrepareLaptop
                suggested={data.files.copy}
                isEncrypted={data.isEncrypted}
                ownName={data.laptops.length === 0 ? data.ownName : null}
              />
              <JoinDay />
              <HeadOffice suggested={data.files.pair} isEncrypted={data.isEncrypted} />
            </div>
          )}
        </Answered>
      )}
    </>
  );
}
