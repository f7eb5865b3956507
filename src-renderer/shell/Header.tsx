import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { OpenFigure } from '../figures/OpenFigure.tsx';
import { enteredBy } from '../room/entered-by.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { addressOf } from '../room/use-screen.ts';
import { count, time } from '../shared/format.ts';
import { TallyIcon } from '../shared/icons.tsx';
import { LanguageChoice } from '../shared/LanguageChoice.tsx';
import { LargeText } from '../shared/LargeText.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { HelpSheet } from './HelpSheet.tsx';
import classes from './header.module.css';

/** Which room this is, its main figures, and who is at the keyboard. */
export function Header() {
  const { t } = useWords();
  const { data: room } = useRoomSummary();
  return (
    <header className={classes.header}>
      <div className={classes.brand}>
        <TallyIcon size={24} />
        <p className={classes.name} title={room?.file}>
          {room?.file ?? t('Opening the room…')}
        </p>
      </div>
      {room && (
        <dl className={classes.figures}>
          <Figure name={t('Electors')}>
            <OpenFigure figure="electors" scope={{}}>
              {count(room.electors)}
            </OpenFigure>
          </Figure>
          <Figure name={room.others.length > 0 ? t('Voted, at least') : t('Voted')}>
            <OpenFigure figure="voted" scope={{}}>
              {count(room.voted)}
            </OpenFigure>
          </Figure>
          <Figure name={t('Last number in')}>
            <a className={classes.link} href={addressOf('journal')}>
              {room.lastNumberAt === null ? t('None yet') : time(room.lastNumberAt)}
            </a>
          </Figure>
        </dl>
      )}
      <NameField />
      <div className={classes.tools}>
        <LargeText />
        <LanguageChoice />
        <HelpSheet />
      </div>
    </header>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function NameField() {
  const { t } = useWords();
  const name = useStore(enteredBy);
  return (
    <TextInput
      classNames={{ root: classes.who ?? '', label: classes.whoLabel ?? '', input: classes.whoInput ?? '' }}
      label={t('Your name')}
      placeholder={t('Who is entering')}
      size="sm"
      maxLength={80}
      autoComplete="off"
      value={name}
      onChange={(event) => enteredBy.set(event.currentTarget.value)}
    />
  );
}
