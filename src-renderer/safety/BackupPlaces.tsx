import { Button } from '@mantine/core';
import type { BackupState } from '../../src-main/backup/backup-keeper.ts';
import { time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';

type BackupPlacesProps = {
  places: readonly BackupState[];
  isPicking: boolean;
  /** Uses a folder as the second place; '' for none. */
  onPick: (folder: string) => void;
};

/** Where the backups of this room are, and whether they work. */
export function BackupPlaces({ places, isPicking, onPick }: BackupPlacesProps) {
  return (
    <ul className={part.part}>
      {places.map((place) => (
        <li key={place.folder}>
          {place.isOffered ? (
            <OfferedPlace place={place} isPicking={isPicking} onPick={onPick} />
          ) : (
            <Place place={place} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Place({ place: { folder, isOwn, lastAt, problem } }: { place: BackupState }) {
  const { t } = useWords();
  return (
    <>
      <strong>{isOwn ? t('On this computer') : t('Your second place')}</strong>: {folder}.{' '}
      {lastAt === null
        ? t('None since the program was started.')
        : t('Last good one at {{lastAt}}.', { lastAt: time(lastAt) })}
      {problem && <Notice tone="bad" role="alert" title={roomSays(problem)} />}
    </>
  );
}

type OfferedPlaceProps = Omit<BackupPlacesProps, 'places'> & { place: BackupState };

/** The folder that the room’s backups went to in another place, to be used here or not. */
function OfferedPlace({ place: { folder, problem }, isPicking, onPick }: OfferedPlaceProps) {
  const { t } = useWords();
  return (
    <Notice tone="bad" role="alert" title={problem ? roomSays(problem) : ''}>
      <div className={part.row}>
        <Button size="sm" disabled={isPicking} onClick={() => onPick(folder)}>
          {t('Use that folder here too')}
        </Button>
        <Button size="sm" variant="default" disabled={isPicking} onClick={() => onPick('')}>
          {t('Do not use it')}
        </Button>
      </div>
    </Notice>
  );
}
