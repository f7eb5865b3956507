import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { FoundElector } from '../../src-main/register/search.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { addressOf } from '../room/use-screen.ts';
import { roomSays } from '../shared/room-says.ts';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { Empty, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { ElectorCard } from './ElectorCard.tsx';
import classes from './electors.module.css';

/** More than these are not read through: another word finds sooner. */
const SHOWN = 50;

/** Anybody on the register, found as one types, with all that is known and was done. */
export function ElectorsScreen() {
  const { t } = useWords();
  const room = useRoomSummary();
  if (room.data?.electors === 0) {
    return (
      <>
        <ScreenHeading>{t('Electors')}</ScreenHeading>
        <Empty title={t('There is no register yet')}>
          <a href={addressOf('register')}>{t('Go to Register and import one')}</a>
        </Empty>
      </>
    );
  }
  return (
    <>
      <ScreenHeading takesFocus={false}>{t('Electors')}</ScreenHeading>
      <Finder />
    </>
  );
}

function Finder() {
  const { t } = useWords();
  const [text, setText] = useState('');
  /** `opening` counts, so that opening the same elector again goes to them again. */
  const [chosen, setChosen] = useState<{ id: number; opening: number } | null>(null);
  const choose = (id: number) => setChosen((last) => ({ id, opening: (last?.opening ?? 0) + 1 }));
  const queryClient = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const fieldId = useId();
  useEffect(() => {
    field.current?.focus();
    // The first search after an import makes the room's index: while the person still thinks what to type.
    void client.electors.search.query({ text: '1', limit: 1 }).catch(() => {});
  }, []);
  const search = {
    queryKey: [ROOM, 'electors', text],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      client.electors.search.query({ text, limit: SHOWN }, { signal }),
  };
  const found = useQuery({
    ...search,
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  });
  const electors = text.trim() === '' ? [] : (found.data ?? []);
  const openFirst = async () => {
    // Somebody who types faster than the list comes wants the first of what they typed, not of what still stands there.
    const [first] = await queryClient.fetchQuery({ ...search, staleTime: 5000 }).catch(() => []);
    if (first && field.current?.value === text) choose(first.id);
  };
  const onArrow = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[at + (event.key === 'ArrowDown' ? 1 : -1)];
    (next ?? field.current)?.focus();
  };
  return (
    <div className={classes.columns}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows move between the field and its results */}
      <div onKeyDown={onArrow}>
        <label className={classes.label} htmlFor={fieldId}>
          {t('Find by number, name, street or postcode')}
        </label>
        <input
          id={fieldId}
          ref={field}
          className={classes.input}
          value={text}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && text.trim() !== '') void openFirst();
          }}
        />
        {found.isLoadingError && (
          <Failed what={t('The search failed.')} error={found.error} onRetry={() => void found.refetch()} />
        )}
        <p role="status" className={classes.note}>
          {text.trim() === ''
            ? t('Several words together narrow it: evans high 12')
            : found.isPending
              ? t('Looking…')
              : electors.length === 0
                ? t('Nobody is found.')
                : electors.length === SHOWN
                  ? t('The first {{SHOWN}}; type more to narrow it.', { SHOWN })
                  : t('{{number}} found. Arrow keys choose, Enter opens, Escape comes back here.', {
                      number: electors.length,
                    })}
        </p>
        <ul ref={list} className={classes.list} aria-label={t('Electors found')}>
          {electors.map((elector) => (
            <li key={elector.id}>
              <Found
                elector={elector}
                isChosen={elector.id === chosen?.id}
                onChoose={() => choose(elector.id)}
              />
            </li>
          ))}
        </ul>
      </div>
      {chosen === null ? (
        <p className={classes.note}>{t('Choose somebody to see all that is known of them.')}</p>
      ) : (
        <ElectorCard
          key={chosen.id}
          id={chosen.id}
          opening={chosen.opening}
          onLeave={() => field.current?.select()}
        />
      )}
    </div>
  );
}

type FoundProps = { elector: FoundElector; isChosen: boolean; onChoose: () => void };

function Found({ elector, isChosen, onChoose }: FoundProps) {
  const { t } = useWords();
  const { number, name, address, promise, markedOff, onRegister } = elector;
  const words = [
    promise && t('promise'),
    markedOff && t('marked off'),
    !onRegister && t('no longer on the register'),
  ];
  return (
    <button type="button" className={classes.found} aria-pressed={isChosen} onClick={onChoose}>
      <strong>{number}</strong> {roomSays(name)}, {address || t('no address')}
      <span className={classes.words}>{words.filter(Boolean).join(', ')}</span>
    </button>
  );
}
