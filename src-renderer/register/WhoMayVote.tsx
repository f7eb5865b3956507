import { useMutation } from '@tanstack/react-query';
import type { Poll } from '../../src-main/api/poll.ts';
import type { CodeMeaning } from '../../src-main/register/elector/code-meanings.ts';
import type { ElectionKind, MarkerMeaning } from '../../src-main/register/elector/elections.ts';
import type { PollSettings } from '../../src-main/register/elector/voting-rules.ts';
import { client } from '../room/client.ts';
import { WaitingForImport } from '../room/WaitingForImport.tsx';
import { counted } from '../shared/format.ts';
import { labelled } from '../shared/labelled.ts';
import classes from '../shared/part.module.css';
import { Answered, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { MeaningTable } from './MeaningTable.tsx';
import { ChasePostal, electionsOf, PollFields, settingsChosen, usePoll } from './PollFields.tsx';
import { PromisesFor } from './PromisesFor.tsx';
import { useChoices } from './use-choices.ts';

/** The poll, and what markers and voting intentions mean at it; each change counts at once. */
export function WhoMayVote() {
  const { t } = useWords();
  const poll = usePoll();
  return (
    <Answered of={poll} waiting={t('Loading…')} failed={t('The poll could not be read.')}>
      {(rules) => <PollRules poll={rules} onChanged={() => poll.refetch()} />}
    </Answered>
  );
}

function PollRules({ poll, onChanged }: { poll: Poll; onChanged: () => Promise<unknown> }) {
  const { t } = useWords();
  const choices = useChoices().data;
  const setPoll = useMutation({
    mutationFn: (settings: PollSettings) => client.register.setPoll.mutate(settings),
    // Until the new rules are read what was chosen is shown.
    onSuccess: onChanged,
  });
  const setMeanings = useMutation({
    mutationFn: (meanings: Record<string, CodeMeaning>) => client.register.setMeanings.mutate(meanings),
    onSuccess: onChanged,
  });
  const chosen = setPoll.isPending ? setPoll.variables : {};
  const meanings = setMeanings.isPending ? setMeanings.variables : poll.meanings;
  const failed = setPoll.error ?? setMeanings.error;
  const changed = setPoll.data?.changed ?? setMeanings.data?.changed;
  const named = labelled(choices?.elections ?? []);
  const nameOf = (election: ElectionKind | null) =>
    named.find(({ value }) => value === election)?.label ?? t('this poll');
  const isCombined = poll.polls.length > 1;
  return (
    <div className={classes.part}>
      <PollFields
        pollingDay={poll.pollingDay}
        elections={electionsOf(poll)}
        {...settingsChosen(chosen)}
        onChange={(settings) => setPoll.mutate(settings)}
      />
      <ChasePostal
        chasePostal={chosen.chasePostal ?? poll.chasePostal}
        onChange={(settings) => setPoll.mutate(settings)}
      />
      {poll.polls.map(({ election, votingAge, markers }) => (
        <div key={election} className={classes.part}>
          <p className={classes.note}>
            {isCombined
              ? t('{{election}}: votes from the age of {{votingAge}}.', {
                  election: nameOf(election),
                  votingAge,
                })
              : t('Votes from the age of {{votingAge}}.', { votingAge })}
          </p>
          <MeaningTable
            legend={
              isCombined
                ? t('What does each marker mean at this poll? {{election}}', { election: nameOf(election) })
                : t('What does each marker mean at this poll?')
            }
            note={t('Letters the register puts against electors. A letter that is not here votes in person.')}
            codes={lettersOf(poll.letters, markers).map(({ letter, meaning }) => ({
              code: letter,
              electors: null,
              meaning,
            }))}
            meanings={choices?.markerMeanings ?? []}
            onChange={(letter, meaning) =>
              setPoll.mutate({
                markers: { ...poll.setMarkers, [isCombined ? `${letter}@${election}` : letter]: meaning },
              })
            }
          />
        </div>
      ))}
      {poll.unclearDates.length > 0 && (
        <MeaningTable
          legend={t('What do these dates mean?')}
          note={t(
            'The register’s dates of birth or attainment that were not understood. These electors are on no sheet until you choose.',
          )}
          codes={poll.unclearDates.map(({ key, date, electors }) => ({
            code: key,
            label: `“${date}”`,
            electors,
            meaning:
              (setPoll.isPending ? setPoll.variables.dates?.[key] : undefined) ?? poll.setDates[key] ?? null,
          }))}
          meanings={choices?.dateMeanings ?? []}
          onChange={(key, meaning) => setPoll.mutate({ dates: { ...poll.setDates, [key]: meaning } })}
        />
      )}
      {poll.codes.length > 0 && (
        <MeaningTable
          legend={t('What does each voting intention mean?')}
          codes={poll.codes.map(({ code, electors }) => ({
            code,
            electors,
            meaning: meanings[code.toUpperCase()] ?? 'unknown',
          }))}
          meanings={choices?.codeMeanings ?? []}
          onChange={(code, meaning) => setMeanings.mutate({ ...meanings, [code.toUpperCase()]: meaning })}
        />
      )}
      <PromisesFor poll={poll} onChanged={onChanged} />
      <div role="status">
        {changed !== undefined && !failed && (
          <p>{t('{{changed}} updated.', { changed: counted(changed, 'elector') })}</p>
        )}
      </div>
      <Failed what={t('Nothing was changed.')} error={failed} />
      <WaitingForImport isPending={setPoll.isPending || setMeanings.isPending} />
    </div>
  );
}

/** Those with a meaning at this poll, and those the room's electors have. */
function lettersOf(held: readonly string[], markers: readonly Marker[]): Marker[] {
  const known = new Set(markers.map(({ letter }) => letter));
  const others = held.filter((letter) => !known.has(letter));
  return [...markers, ...others.map((letter): Marker => ({ letter, meaning: 'in person' }))];
}

type Marker = { letter: string; meaning: MarkerMeaning };
