import { count } from '../../../shared/format.ts';
import { TickIcon } from '../../../shared/icons.tsx';
import { useWords } from '../../../shared/use-words.ts';
import { openStep } from '../go-on.ts';
import type { StepId, Understood } from '../import-state.ts';
import { isDone, nextStep } from '../questions-asked.ts';
import classes from './step-list.module.css';

/** What each question is called among the others. */
const NAMES: Record<StepId | 'file', { title: string }> = {
  file: { title: 'File' },
  understood: { title: 'What was understood' },
  canvass: { title: 'Canvass' },
  promises: { title: 'Promises' },
  poll: { title: 'Polling day' },
  polls: { title: 'Which polls' },
  check: { title: 'Check and import' },
};

type StepListProps = {
  steps: readonly StepId[];
  /** Nothing while the file is being chosen. */
  flow?: Understood;
};

/** All questions, those that are answered, and the one that is open. */
export function StepList({ steps, flow }: StepListProps) {
  const { t } = useWords();
  const all = ['file', ...steps] as const;
  const here = all.indexOf(flow?.step ?? 'file');
  return (
    <nav aria-label={t('Questions of the import')}>
      <p className={classes.where}>
        {t('Step {{step}} of {{steps}}: {{name}}', {
          step: count(here + 1),
          steps: count(all.length),
          name: t(NAMES[flow?.step ?? 'file'].title),
        })}
      </p>
      <ol className={classes.steps}>
        {all.map((step, place) => (
          <li key={step} className={classes.step} aria-current={place === here ? 'step' : undefined}>
            {flow && place !== here && canOpen(step, steps, flow) ? (
              <>
                {step !== 'check' && <Done />}
                <button
                  type="button"
                  className={classes.go}
                  onClick={() => step !== 'file' && openStep(step)}
                >
                  {t(NAMES[step].title)}
                </button>
              </>
            ) : (
              <>
                {flow && step === 'file' && <Done />}
                {t(NAMES[step].title)}
              </>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Done() {
  const { t } = useWords();
  return (
    <>
      <TickIcon size={18} />
      <span className={classes.hidden}>{t('Done:')}</span>
    </>
  );
}

function canOpen(step: StepId | 'file', steps: readonly StepId[], flow: Understood): boolean {
  if (step === 'file') return false;
  return step === nextStep(steps, flow) || isDone(step, flow);
}
