import part from '../../../shared/part.module.css';
import { useWords } from '../../../shared/use-words.ts';
import { MeaningTable } from '../../MeaningTable.tsx';
import { ChasePostal, PollFields, settingsChosen, usePoll } from '../../PollFields.tsx';
import { useChoices } from '../../use-choices.ts';
import { setPoll } from '../import-flow.ts';
import type { Understood } from '../import-state.ts';
import { type RoomAnswers, surveyOf } from '../questions-asked.ts';

/** Which poll the room is for; what the register's letters mean at it is folded. */
export function PollStep({ flow, room }: { flow: Understood; room: RoomAnswers }) {
  const { t } = useWords();
  const choices = useChoices().data;
  const poll = usePoll().data;
  const survey = surveyOf(flow);
  // Those that have to be answered were asked as what was not understood.
  const asked = new Set(survey?.asked.map(({ asks }) => asks.key));
  const markers = survey?.markers.filter(({ code }) => !asked.has(code)) ?? [];
  const { chasePostal = poll?.chasePostal ?? false } = flow.poll;
  return (
    <>
      <PollFields
        pollingDay={room.pollingDay}
        elections={room.elections}
        {...settingsChosen(flow.poll)}
        onChange={setPoll}
      />
      <details className={part.opens}>
        <summary>{t('Who may vote, and who is listed on sheets')}</summary>
        <div className={part.part}>
          <ChasePostal chasePostal={chasePostal} onChange={setPoll} />
          {markers.length > 0 && (
            <MeaningTable
              legend={t('What does each marker mean at this poll?')}
              note={t(
                'Letters the register puts against electors. Only those who vote in person are listed on sheets.',
              )}
              codes={markers}
              meanings={choices?.markerMeanings ?? []}
              onChange={(letter, meaning) =>
                setPoll({ markers: { ...poll?.setMarkers, ...flow.poll.markers, [letter]: meaning } })
              }
            />
          )}
        </div>
      </details>
    </>
  );
}
