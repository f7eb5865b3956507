import { Trans } from 'react-i18next';
import type { RoomSummary } from '../../../src-main/api/summary.ts';
import { counted } from '../../shared/format.ts';
import classes from '../../shared/part.module.css';
import { useWords } from '../../shared/use-words.ts';
import { AbsentForAll } from './AbsentForAll.tsx';
import { AbsentList } from './AbsentList.tsx';

/** Who votes by post or by proxy: by a list of the council's, or for everybody at once. */
export function AbsentVoters({ room }: { room: RoomSummary }) {
  const { t } = useWords();
  return (
    <div className={classes.part}>
      <p>
        <Trans
          t={t}
          i18nKey="The room has <count/>. Postal voters and those with a proxy are left off knock-up sheets."
          components={{ count: <strong>{counted(room.postal, 'postal voter')}</strong> }}
        />
      </p>
      <AbsentList />
      <AbsentForAll />
    </div>
  );
}
