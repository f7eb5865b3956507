import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ImportResult } from '../../../src-main/register/types.ts';
import { addressOf, askOnRegister, registerTab } from '../../room/use-screen.ts';
import { counted } from '../../shared/format.ts';
import part from '../../shared/part.module.css';
import { useWords } from '../../shared/use-words.ts';
import { useReadiness } from '../use-readiness.ts';
import { startAgain } from './import-flow.ts';

/** What to do after an import: first what was skipped, then what the register is for. */
export function WhatNext({ result }: { result: ImportResult }) {
  const { t } = useWords();
  const ready = useReadiness().data;
  const hasPromises = result.promises > 0;
  const ask = (question: 'promises' | 'poll') => {
    startAgain();
    askOnRegister(question, 'register');
  };
  return (
    <section className={part.part} aria-label={t('What next?')}>
      <h3 className={part.heading}>{t('What next?')}</h3>
      <ul className={part.part}>
        {!hasPromises && (
          <Way
            why={t('Nobody counts as a promise yet, so no knock-up sheets can be made.')}
            button={<Button onClick={() => ask('promises')}>{t('Choose which answers count')}</Button>}
          />
        )}
        {ready && !ready.pollingDay && (
          <Way
            why={t('They decide who may vote.')}
            button={
              <Button variant="default" onClick={() => ask('poll')}>
                {t('Set polling day and the kind of election')}
              </Button>
            }
          />
        )}
        <Way
          why={t('Paper for the doors, with {{promises}}.', {
            promises: counted(result.promises, 'promise'),
          })}
          button={
            <Button component="a" href={addressOf('sheets')} variant={hasPromises ? 'filled' : 'default'}>
              {t('Print knock-up sheets')}
            </Button>
          }
        />
        <Way
          why={t('Those that tellers bring on polling day, and you can try it now: each can be undone.')}
          button={
            <Button component="a" href={addressOf('tally')} variant="default">
              {t('Enter numbers')}
            </Button>
          }
        />
        <Way
          why={t('{{streets}}: rename, merge, or move an address.', {
            streets: counted(result.streets, 'street'),
          })}
          button={
            <Button
              variant="default"
              onClick={() => {
                registerTab.set('streets');
                startAgain();
              }}
            >
              {t('Check the streets')}
            </Button>
          }
        />
        <Way
          why={t('Polling stations, a passphrase and a second place for backups.')}
          button={
            <Button variant="default" onClick={startAgain}>
              {t('Go on getting ready')}
            </Button>
          }
        />
      </ul>
    </section>
  );
}

function Way({ button, why }: { button: ReactNode; why: string }) {
  return (
    <li className={part.line}>
      {button}
      <span className={part.note}>{why}</span>
    </li>
  );
}
