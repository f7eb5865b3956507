import { Button } from '@mantine/core';
import type { RefObject } from 'react';
import type { EnteredElector, NearElector, Resolution } from '../../src-main/turnout/types.ts';
import { counted } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { sentenceOf } from '../shared/sentence.ts';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import type { EntryPlace, LatestEntry } from './entry-queue.ts';
import classes from './look-up.module.css';
import { PeopleTold } from './PeopleTold.tsx';
import { PromiseMark } from './PromiseMark.tsx';
import { SeveralNumbers } from './SeveralNumbers.tsx';
import { statusLook } from './status-look.ts';
import { entryQueue } from './tally-session.ts';
import { useResolutions } from './use-resolutions.ts';

type LookUpProps = {
  text: string;
  place: EntryPlace;
  /** Puts something else in the field. */
  onChange: (text: string) => void;
  /** Marks off somebody for a name or a door. */
  onChoose: (answer: Resolution, elector: NearElector) => void;
  people: RefObject<HTMLElement | null>;
};

/** Who the number in the field is, to be checked against the slip. If the field is empty, the outcome of the last entry. */
export function LookUp({ text, ...field }: LookUpProps) {
  const { t } = useWords();
  const number = text.trim();
  return (
    <div className={classes.lookUp} role="status" aria-label={t('What the number means')}>
      {number === '' ? <Latest /> : <Meaning text={number} {...field} />}
    </div>
  );
}

function Meaning({ text, place, onChange, onChoose, people }: LookUpProps) {
  const { t } = useWords();
  const { data, error, isPlaceholderData } = useResolutions(text, place);
  if (error)
    return (
      <Plain>
        {sentenceOf(error)} {t('You can still enter the number: it is kept.')}
      </Plain>
    );
  if (!data) return <Plain>{t('Finding {{number}}…', { number: text })}</Plain>;
  const [only, ...more] = data.entries;
  if (!only) return <Latest />;
  if (more.length > 0)
    return <SeveralNumbers {...data} text={text} onChange={onChange} onChoose={onChoose} />;
  if (only.toldBy)
    return (
      <PeopleTold
        answer={only}
        onChoose={(elector) => {
          onChoose(only, elector);
          onChange('');
        }}
        list={people}
        onLeave={() => onChange(text)}
      />
    );
  return (
    <>
      <Answer answer={only} pending={isPlaceholderData} />
      {only.near && <Near electors={only.near} onChoose={onChange} />}
    </>
  );
}

function Latest() {
  const { t } = useWords();
  const { latest, remark } = useStore(entryQueue.session);
  const [only, ...more] = latest;
  if (remark) return <Plain>{roomSays(remark)}</Plain>;
  if (!only)
    return (
      <Plain>
        {t('The name comes up here as you type. Check it against the slip before you press Enter.')}
      </Plain>
    );
  if (more.length === 0) return <Answer answer={only} />;
  const marked = latest.filter(({ status }) => status === 'marked').length;
  const already = latest.filter(({ status }) => status === 'already').length;
  const toLookAt = latest.length - marked - already;
  return (
    <Plain>
      {t(
        '{{latest}} entered: {{marked}} marked off, {{already}} already, {{toLookAt}} to check. Each is in the list.',
        { latest: counted(latest.length, 'number'), marked, already, toLookAt },
      )}
    </Plain>
  );
}

function Answer({ answer, pending = false }: { answer: LatestEntry | Resolution; pending?: boolean }) {
  const { t } = useWords();
  const { entered, status, elector, message } = answer;
  const { words, tone, Icon } = statusLook(answer);
  return (
    <div className={classes.answer} data-tone={tone} data-pending={pending || undefined}>
      <p className={classes.status}>
        <Icon size={26} />
        {words}
        {status === 'ready' && <span className={classes.key}>{t('Enter marks off')}</span>}
      </p>
      {elector ? (
        <>
          <p className={classes.name}>
            <span className={classes.number}>{elector.number}</span> {roomSays(elector.name)}
          </p>
          <p className={classes.address}>{elector.address || t('No address on the register')}</p>
          <p>
            <PromiseMark promise={elector.promise} />
          </p>
        </>
      ) : (
        <p className={`${classes.name} ${classes.written}`}>{entered}</p>
      )}
      {message && <p>{roomSays(message)}</p>}
    </div>
  );
}

type NearProps = { electors: EnteredElector[]; onChoose: (number: string) => void };

/** Numbers that may be meant instead. Choosing one puts it in the field. */
function Near({ electors, onChoose }: NearProps) {
  const { t } = useWords();
  return (
    <div className={classes.near}>
      <p>{t('Did you mean one of these?')}</p>
      {electors.map(({ number, name, address }) => (
        <Button key={number} size="sm" variant="default" onClick={() => onChoose(number)}>
          {number} {roomSays(name)}, {address || t('no address')}
        </Button>
      ))}
    </div>
  );
}

function Plain({ children }: { children: React.ReactNode }) {
  return <p className={classes.plain}>{children}</p>;
}
