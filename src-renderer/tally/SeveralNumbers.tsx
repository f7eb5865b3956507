import { counted } from '../shared/format.ts';
import { roomSays } from '../words/room-says.ts';
import { useWords } from '../words/use-words.ts';
import classes from './several-numbers.module.css';
import { statusLook } from './status-look.ts';
import { useResolutions } from './use-resolutions.ts';

/** A page of a teller's pad has 44 boxes. */
const LOOKED_UP = 44;

type SeveralNumbersProps = {
  numbers: string[];
  district: string | undefined;
  stationId: number | undefined;
};

/** Several numbers in the field: who each is, in the order of the slip. */
export function SeveralNumbers({ numbers, district, stationId }: SeveralNumbersProps) {
  const { t } = useWords();
  const shown = numbers.slice(0, LOOKED_UP);
  const answers = new Map(
    useResolutions(shown, district, stationId).flatMap(({ data }) =>
      data ? [[data.entered, data] as const] : [],
    ),
  );
  return (
    <div className={classes.several}>
      <p className={classes.count}>
        {t('{{numbers}}: Enter marks them off together.', { numbers: counted(numbers.length, 'number') })}
      </p>
      <ol className={classes.list}>
        {shown.map((number, place) => {
          const answer = answers.get(number);
          const look = answer && statusLook(answer.status, answer.message);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a slip may hold the same number twice
            <li key={place} className={classes.line} data-tone={look?.tone}>
              {look && <look.Icon size={18} />}
              <span className={classes.number}>{answer?.elector?.number ?? number}</span>
              <span>
                {answer?.elector?.name}{' '}
                {answer && answer.status !== 'ready' && <span className={classes.status}>{look?.words}</span>}
                {answer?.status === 'ready' && (
                  <span className={classes.status}>{answer.message && roomSays(answer.message)}</span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {numbers.length > LOOKED_UP && (
        <p>
          {t('and')} {numbers.length - LOOKED_UP} {t('more, shown in the list when entered.')}
        </p>
      )}
    </div>
  );
}
