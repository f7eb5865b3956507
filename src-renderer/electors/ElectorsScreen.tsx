import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { FoundElector } from '../../src-main/register/search.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { addressOf, electorToShow } from '../room/use-screen.ts';
import { roomSays } from '../shared/room-says.ts';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { Empty, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { ElectorCard } from './ElectorCard.tsx';
import classes from './electors.module.css';

/** Nobody reads a longer list: another word finds sooner. */
const SHOWN = 50;

/** Finds anybody on the register while you type, and shows all that is known and was done. */
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
  /** `opening` counts up, so that opening the same elector again moves the focus to them again. */
  const [chosen, setChosen] = useState<{ id: number; opening: number } | null>(() => {
    const id = electorToShow.get();
    return id === null ? null : { id, opening: 1 };
  });
  const choose = (id: number) => setChosen((last) => ({ id, opening: (last?.opening ?? 0) + 1 }));
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // Whoever was opened from another screen gets the focus, and is opened once.
    if (electorToShow.get() === null) field.current?.focus();
    electorToShow.set(null);
    // The first search after an import builds the room's index, so it is built before anybody types.
    void client.electors.search.query({ text: '1', limit: 1 }).catch(() => {});
  }, []);
  const { found, electors, isEmpty, findFirst } = useSearch(text);
  const openFirst = async () => {
    const first = await findFirst();
    if (first && field.current?.value === text) choose(first.id);
  };
  return (
    <div className={classes.columns}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows move between the field and its results */}
      <div onKeyDown={(event) => moveByArrow(event, field.current, list.current)}>
        <SearchField text={text} onText={setText} onEnter={openFirst} field={field} />
        {found.isLoadingError && (
          <Failed what={t('The search failed.')} error={found.error} onRetry={() => void found.refetch()} />
        )}
        <SearchStatus isEmpty={isEmpty} isPending={found.isPending} number={electors.length} />
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

/** The electors found by a text. The list of the last text stays until the next has come. */
function useSearch(text: string) {
  const queryClient = useQueryClient();
  const search = {
    queryKey: [ROOM, 'electors', text],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      client.electors.search.query({ text, limit: SHOWN }, { signal }),
  };
  const isEmpty = text.trim() === '';
  const found = useQuery({ ...search, enabled: !isEmpty, placeholderData: keepPreviousData });
  return {
    found,
    isEmpty,
    electors: isEmpty ? [] : (found.data ?? []),
    /** The first for this very text: somebody who types faster than the list comes does not want that of the last text. */
    async findFirst(): Promise<FoundElector | undefined> {
      const [first] = await queryClient.fetchQuery({ ...search, staleTime: 5000 }).catch(() => []);
      return first;
    },
  };
}

function moveByArrow(event: KeyboardEvent, field: HTMLElement | null, list: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = buttons[at + (event.key === 'ArrowDown' ? 1 : -1)];
  (next ?? field)?.focus();
}

type SearchFieldProps = {
  text: string;
  onText: (text: string) => void;
  onEnter: () => Promise<void>;
  field: RefObject<HTMLInputElement | null>;
};

function SearchField({ text, onText, onEnter, field }: SearchFieldProps) {
  const { t } = useWords();
  const fieldId = useId();
  return (
    <>
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
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && text.trim() !== '') void onEnter();
        }}
      />
    </>
  );
}

type SearchStatusProps = { isEmpty: boolean; isPending: boolean; number: number };

function SearchStatus({ isEmpty, isPending, number }: SearchStatusProps) {
  const { t } = useWords();
  const sentence = () => {
    if (isEmpty) return t('Several words together narrow it: evans high 12');
    if (isPending) return t('Loading…');
    if (number === 0) return t('Nobody was found.');
    if (number === SHOWN) return t('The first {{number}} are shown. Type more to narrow it.', { number });
    return t('{{number}} found. Arrow keys choose, Enter opens, Escape comes back here.', { number });
  };
  return (
    <p role="status" className={classes.note}>
      {sentence()}
    </p>
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
      <span>
        <strong>{number}</strong> {roomSays(name)}, {address || t('no address')}
      </span>
      <span>{words.filter(Boolean).join(', ')}</span>
    </button>
  );
}
