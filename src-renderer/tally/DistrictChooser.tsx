import { useId } from 'react';
import type { CodeCount } from '../../src-main/register/types.ts';
import { districtLabel } from '../shared/district-label.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './district-chooser.module.css';

type DistrictChooserProps = {
  districts: CodeCount[];
  value: string | undefined;
  onChange: (district: string) => void;
};

/** The browser's own list: typing a letter jumps to a district, and screen readers know it. */
export function DistrictChooser({ districts, value, onChange }: DistrictChooserProps) {
  const { t } = useWords();
  const id = useId();
  return (
    <div className={classes.district}>
      <label className={classes.label} htmlFor={id}>
        {t('Polling district')}
      </label>
      <select
        id={id}
        className={classes.select}
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {districts.length !== 1 && <option value="">{t('Any')}</option>}
        {districts.map((district) => (
          <option key={district.code} value={district.code}>
            {districtLabel(district)}
          </option>
        ))}
      </select>
    </div>
  );
}
