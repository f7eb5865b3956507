import { Checkbox, NativeSelect, SegmentedControl } from '@mantine/core';
import type { Detail, PaperSize, Sides } from '../../src-shared/paper-look.ts';
import { PaperLanguage } from '../paper/PaperLanguage.tsx';
import { usePaperLook } from '../paper/paper-choice.ts';
import { labelled } from '../shared/labelled.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './sheet-order.module.css';

const SIZES: { value: PaperSize; label: string }[] = [
  { value: 'a4', label: 'A4' },
  { value: 'a4-landscape', label: 'A4 landscape' },
  { value: 'a5', label: 'A5, two to a page' },
];

const SIDES: { value: Sides; label: string }[] = [
  { value: 'through', label: 'Straight through' },
  { value: 'odd-even', label: 'Odd side, then even' },
];

const DETAILS: { value: Detail; label: string }[] = [
  { value: 'phone', label: 'Telephone' },
  { value: 'note', label: 'Note' },
  { value: 'past', label: 'Past turnout' },
  { value: 'vi', label: 'Voting intention' },
];

/** How the sheets look; folded away, since it seldom changes. */
export function PaperLooks() {
  const { t } = useWords();
  const [look, setLook] = usePaperLook();
  return (
    <details>
      <summary>{t('How the paper looks')}</summary>
      <div className={classes.looksInside}>
        <NativeSelect
          size="sm"
          label={t('Paper')}
          data={labelled(SIZES)}
          value={look.size}
          onChange={(event) => setLook({ size: event.currentTarget.value as PaperSize })}
        />
        <PaperLanguage />
        <Checkbox
          size="sm"
          label={t('Large print')}
          disabled={look.size === 'a5'}
          checked={look.large && look.size !== 'a5'}
          onChange={(event) => setLook({ large: event.currentTarget.checked })}
        />
        <SegmentedControl
          fullWidth
          size="sm"
          aria-label={t('Sides of a street')}
          data={labelled(SIDES)}
          value={look.sides}
          onChange={(sides) => setLook({ sides })}
        />
        <Checkbox.Group
          size="sm"
          label={t('With each name')}
          value={look.details}
          onChange={(details) => setLook({ details: details as Detail[] })}
        >
          <div className={classes.ticks}>
            {labelled(DETAILS).map(({ value, label }) => (
              <Checkbox key={value} size="sm" value={value} label={label} />
            ))}
          </div>
        </Checkbox.Group>
        <Checkbox
          size="sm"
          label={t('Doors only, no names: less is lost with a sheet')}
          checked={look.doorsOnly}
          onChange={(event) => setLook({ doorsOnly: event.currentTarget.checked })}
        />
        <Checkbox
          size="sm"
          label={t('A list of the sheets first, for the table')}
          checked={look.cover}
          onChange={(event) => setLook({ cover: event.currentTarget.checked })}
        />
      </div>
    </details>
  );
}
