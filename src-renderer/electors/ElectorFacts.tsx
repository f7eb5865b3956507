import type { ElectorRecord, PastOfElector } from '../../src-main/register/by-hand.ts';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import { noSheetReason } from './elector-words.ts';
import classes from './electors.module.css';

type ElectorFactsProps = { elector: ElectorRecord; past: PastOfElector };

/** What is known of an elector, and what was known at past elections. */
export function ElectorFacts({ elector, past: { votes, intentions } }: ElectorFactsProps) {
  const { t } = useWords();
  return (
    <>
      <Facts
        facts={[
          [t('Address'), elector.address],
          [t('Postcode'), elector.postcode],
          [t('Voting intention'), elector.votingIntention],
          [t('Postal vote'), elector.postal ? t('yes') : ''],
          [t('Markers'), elector.markers],
          [t('On no sheet'), noSheetReason(elector)],
          [t('Telephone'), elector.phone],
          [t('Note'), elector.note],
          [t('Lift wanted'), elector.lift ? t('yes') : ''],
        ]}
      />
      {votes.length > 0 && <h3 className={classes.heading}>{t('Past elections')}</h3>}
      <Facts facts={votes.map(({ election, what }) => [election, roomSays(what)])} />
      {intentions.length > 0 && <h3 className={classes.heading}>{t('Earlier voting intentions')}</h3>}
      <Facts facts={intentions.map(({ label, code }) => [label, code])} />
    </>
  );
}

type Fact = readonly [name: string, value: string];

function Facts({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => value !== '');
  if (known.length === 0) return null;
  return (
    <dl className={classes.facts}>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
