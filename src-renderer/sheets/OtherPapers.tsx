import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OtherPaper } from '../../src-main/sheets/types.ts';
import type { PaperChoice } from '../../src-shared/paper-look.ts';
import { PaperLanguage } from '../paper/PaperLanguage.tsx';
import { paperOf, usePaperLook } from '../paper/paper-choice.ts';
import { showPaper } from '../paper/shown-paper.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { districtLabel } from '../shared/district-label.ts';
import { counted } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { Busy, Failed } from '../shared/states.tsx';
import { Store, useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './other-papers.module.css';

type Offer = { kind: OtherPaper; title: string; what: string; hourly?: boolean; byDistrict: boolean };

/** Of a district, if one is chosen and the paper has districts. */
type Choice = { district?: string; paper: PaperChoice };

const OFFERS: Offer[] = [
  {
    kind: 'all-day',
    title: 'Everything, in case the laptop dies',
    what: 'For each district a grid of numbers to strike out, and sheets that go out in all four rounds: a box and a line for each round. Print it before the polls open, or at any time. Each round of a sheet has its own code, so that it can be entered later.',
    byDistrict: true,
  },
  {
    kind: 'pads',
    title: 'Tellers’ pads, a page an hour',
    what: '44 lines a page for numbers or names, and boxes for strokes, with the district, its polling station and the hour.',
    hourly: true,
    byDistrict: true,
  },
  {
    kind: 'pads',
    title: 'Tellers’ pads, blank',
    what: 'Ten pages for each district; the times are written in.',
    hourly: false,
    byDistrict: true,
  },
  {
    kind: 'street-lists',
    title: 'Street lists to strike out by hand',
    what: 'All promises of each street, as on Reading pads, short streets together; anyone already marked off is struck out.',
    byDistrict: true,
  },
  {
    kind: 'streets',
    title: 'Street summary',
    what: 'Promises, voted and outstanding of every street.',
    byDistrict: false,
  },
  {
    kind: 'lifts',
    title: 'Lifts',
    what: 'Everybody outstanding who wants a lift, for the drivers.',
    byDistrict: false,
  },
  {
    kind: 'labels',
    title: 'Address labels',
    what: 'One for each door with a promise, 21 to a page, for early-morning leaflets.',
    byDistrict: true,
  },
  {
    kind: 'managers-guide',
    title: 'The manager’s page',
    what: 'How the day is run, on one page.',
    byDistrict: false,
  },
  {
    kind: 'tellers-and-runners',
    title: 'For tellers and runners',
    what: 'What to ask, what to write, what to bring back, on one page.',
    byDistrict: false,
  },
  {
    kind: 'several-laptops',
    title: 'With several laptops',
    what: 'How a stick carries the day from laptop to laptop, on one page.',
    byDistrict: false,
  },
  {
    kind: 'data-protection',
    title: 'Record of processing',
    what: 'For the party’s data officer: whose data, why, how long, and what to do when a sheet is lost, on one page.',
    byDistrict: false,
  },
  {
    kind: 'first-start',
    title: 'Starting the program for the first time',
    what: 'What to click when Windows or a Mac warns that the program is not signed, on one page to go with the stick.',
    byDistrict: false,
  },
  { kind: 'status', title: 'Status', what: 'One page for the wall.', byDistrict: false },
];

/** Kept while a paper is shown in place of this list. */
const chosenDistrict = new Store('');

/** What is printed besides knock-up sheets, and where the committee room is. */
export function OtherPapers() {
  const { t } = useWords();
  const districts = useRoomSummary().data?.pollingDistricts ?? [];
  const chosen = useStore(chosenDistrict);
  // A practice, or another register, may not have it.
  const district = districts.some(({ code }) => code === chosen) ? chosen : '';
  const [look] = usePaperLook();
  const by = useEnteredBy();
  const choiceOf = (byDistrict: boolean): Choice => ({
    ...(byDistrict && district !== '' ? { district } : {}),
    paper: { ...paperOf(look), cover: false },
  });
  const draw = useMutation({
    mutationFn: async ({ kind, title, hourly, byDistrict }: Offer) => {
      const choice = choiceOf(byDistrict);
      const { fileName, base64, pages } =
        kind === 'all-day'
          ? await client.sheets.wholeDay.mutate({ ...choice, by })
          : await client.sheets.other.query({
              kind,
              ...choice,
              ...(hourly === undefined ? {} : { hourly }),
            });
      showPaper(t(title), fileName, base64, pages);
    },
  });
  return (
    <div className={classes.papers}>
      <CommitteeRoom />
      <div className={part.row}>
        <NativeSelect
          className={classes.district ?? ''}
          size="sm"
          label={t('Polling district')}
          value={district}
          onChange={(event) => chosenDistrict.set(event.currentTarget.value)}
          data={[
            { value: '', label: t('All districts') },
            ...districts.map((each) => ({ value: each.code, label: districtLabel(each) })),
          ]}
        />
        <PaperLanguage className={classes.district} />
      </div>
      {draw.isPending && <Busy>{t('Creating it…')}</Busy>}
      <Failed what={t('It could not be created.')} error={draw.error} />
      <ul className={classes.offers}>
        {OFFERS.map((offer) => (
          <li key={offer.title} className={classes.offer}>
            <div>
              <h2 className={classes.title}>{t(offer.title)}</h2>
              <p className={part.note}>
                {t(offer.what)} {!offer.byDistrict && district !== '' && t('The same for every district.')}{' '}
                {offer.byDistrict && <Pages offer={offer} choice={choiceOf(true)} />}
              </p>
            </div>
            <Button
              variant="default"
              size="sm"
              disabled={draw.isPending}
              aria-label={t('Create: {{title}}', { title: t(offer.title) })}
              onClick={() => draw.mutate(offer)}
            >
              {t('Create')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How much paper it is, before it is made. */
function Pages({ offer: { kind, hourly }, choice }: { offer: Offer; choice: Choice }) {
  const { t } = useWords();
  const wanted = { kind, ...choice, ...(hourly === undefined ? {} : { hourly }) };
  const count = useQuery({
    queryKey: [ROOM, 'pages of paper', wanted],
    queryFn: ({ signal }) => client.sheets.otherPages.query(wanted, { signal }),
    retry: false,
  });
  return count.data === undefined ? null : (
    <strong>{t('{{pages}}.', { pages: counted(count.data, 'page') })}</strong>
  );
}

function CommitteeRoom() {
  const { t } = useWords();
  const kept = useQuery({
    queryKey: [ROOM, 'committee room'],
    queryFn: ({ signal }) => client.sheets.committeeRoom.query(undefined, { signal }),
  });
  const [text, setText] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (value: string) => client.sheets.setCommitteeRoom.mutate({ text: value }),
    onSuccess: () => setText(null),
  });
  const shown = text ?? kept.data ?? '';
  return (
    <form
      className={part.row}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(shown);
      }}
    >
      <TextInput
        className={part.grow ?? ''}
        label={t('Where the committee room is')}
        description={t('Address and telephone, for the foot of every sheet')}
        maxLength={200}
        value={shown}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={text === null || save.isPending}>
        {t('Keep')}
      </Button>
      <Failed what={t('It was not kept.')} error={save.error} />
    </form>
  );
}
