import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { NextPlace } from '../../src-main/sheets/next-places.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import { reasonOf } from './next-reason.ts';

const NAMED = 4;

type AskAboutOutProps = {
  /** Those ticked of which somebody has a sheet. */
  taken: readonly NextPlace[];
  /** How many streets are ticked, and how many of them nobody has. */
  all: number;
  others: number;
  onAll: () => void;
  onOthers: () => void;
  onCancel: () => void;
};

/** Asks before a second sheet is made of what somebody is walking now. */
export function AskAboutOut({ taken, all, others, onAll, onOthers, onCancel }: AskAboutOutProps) {
  const { t } = useWords();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <Notice tone="notice" role="alert" title={t('Somebody may be knocking there already. Print it again?')}>
      <ul>
        {taken.slice(0, NAMED).map((place) => (
          <li key={place.key}>
            <strong>{place.name}</strong>: {reasonOf(place).done}
          </li>
        ))}
        {taken.length > NAMED && <li>{t('and {{number}} more', { number: taken.length - NAMED })}</li>}
      </ul>
      <div className={part.line}>
        {others > 0 && (
          <Button ref={first} size="sm" onClick={onOthers}>
            {t('Print only the other {{streets}}', { streets: counted(others, 'street') })}
          </Button>
        )}
        <Button
          ref={others > 0 ? null : first}
          size="sm"
          variant={others > 0 ? 'default' : 'filled'}
          onClick={onAll}
        >
          {t('Print all {{streets}} anyway', { streets: counted(all, 'street') })}
        </Button>
        <Button size="sm" variant="default" onClick={onCancel}>
          {t('Cancel')}
        </Button>
      </div>
    </Notice>
  );
}
