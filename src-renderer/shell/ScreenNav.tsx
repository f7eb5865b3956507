import type { ScreenId } from '../room/screen-ids.ts';
import { addressOf } from '../room/use-screen.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './screen-nav.module.css';
import { SCREENS } from './screens.ts';

/** The screens as tabs of a folder, each with its key. */
export function ScreenNav({ open }: { open: ScreenId | null }) {
  const { t } = useWords();
  return (
    <nav className={classes.nav} aria-label={t('Screens')}>
      <ul className={classes.list}>
        {SCREENS.map(({ id, name }, index) => (
          <li key={id}>
            <a
              className={classes.link}
              href={addressOf(id)}
              aria-current={open === id ? 'page' : undefined}
              aria-keyshortcuts={`Alt+${index + 1}`}
            >
              {t(name)}
              <span className={classes.key} aria-hidden="true">
                {t('Alt')} {index + 1}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
