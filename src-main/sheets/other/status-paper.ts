import { count } from '../../../src-shared/counted.ts';
import { inLanguage } from '../../../src-shared/message.ts';
import { timeOfDay } from '../../../src-shared/time-of-day.ts';
import { LEAST_PRINT, PAGE } from '../../paper/page-form.ts';
import type { OpenPaper, Paper } from '../../paper/pdf.ts';
import type { Words } from '../../paper/words.ts';
import { ELECTION_WORDS, type ElectionKind } from '../../register/elector/elections.ts';
import { type Heard, otherLaptops } from '../../store/laptops/heard.ts';
import type { Room } from '../../store/room.ts';
import { readWall, type Wall, type WallDistrict } from '../../turnout/figures/wall.ts';

const WIDTH = PAGE.right - PAGE.left;

/**
 * Heights of the parts in points, before all of them are stretched so that the page is full: it hangs on a wall, and
 * is read from across the room. Type is a share of the height of its line.
 */
const HEIGHT = {
  title: 34,
  name: 20,
  figure: 68,
  note: 19,
  heading: 30,
  street: 30,
  station: 23,
  district: 23,
  gap: 14,
};

/** The most that the parts are stretched, and the least to which they shrink: print stays readable. */
const MOST = 1.6;
const LEAST = 0.6;

/** Districts below each other in one column before there are several. */
const IN_COLUMN = 12;
const COLUMNS = 3;

/** Stations that are named; of more, the number is said. */
const SILENT = 4;

/** The wall on paper: one page in large type. */
export async function drawStatus(
  room: Room,
  words: Words,
  open: OpenPaper,
  election?: ElectionKind,
  now = new Date(),
): Promise<Uint8Array> {
  const paper = await open(words.t('Status'), now, words);
  paper.newPage(PAGE);
  const wall = readWall(room, election, now);
  const poster = new Poster(paper, wall, otherLaptops(room));
  poster.draw(titleOf(words, now, election));
  return paper.finish();
}

function titleOf(words: Words, now: Date, election: ElectionKind | undefined): string {
  const title = words.t('Status, {{when}}', { when: words.dayAndTime(now) });
  return election === undefined ? title : `${title} · ${inLanguage(words.t, ELECTION_WORDS[election])}`;
}

/** The page from its top to its foot. */
class Poster {
  readonly #paper: Paper;
  readonly #wall: Wall;
  readonly #others: readonly Heard[];
  /** How many districts fit, in how many columns. */
  readonly #columns: number;
  readonly #rows: number;
  /** What every height is multiplied with. */
  readonly #scale: number;
  #y: number = PAGE.top;

  constructor(paper: Paper, wall: Wall, others: readonly Heard[]) {
    this.#paper = paper;
    this.#wall = wall;
    this.#others = others;
    const { districts, next, silent } = wall;
    const above =
      HEIGHT.title +
      (others.length > 0 ? HEIGHT.station : 0) +
      HEIGHT.name +
      HEIGHT.figure +
      HEIGHT.note +
      HEIGHT.heading * 3 +
      HEIGHT.gap * 4 +
      HEIGHT.street * Math.max(1, next.length) +
      HEIGHT.station * Math.max(1, Math.min(silent.length, SILENT + 1));
    const room = PAGE.bottom - 14 - PAGE.top;
    this.#columns = Math.min(COLUMNS, Math.ceil(districts.length / IN_COLUMN));
    const most = Math.floor((room / LEAST - above) / HEIGHT.district);
    this.#rows = Math.min(most, Math.ceil(districts.length / Math.max(1, this.#columns)));
    this.#scale = Math.max(LEAST, Math.min(MOST, room / (above + this.#rows * HEIGHT.district)));
  }

  draw(title: string): void {
    this.#line(HEIGHT.title, (y, size) => this.#fitted(title, 'bold', size, y));
    this.#freshness();
    this.#gap();
    this.#figures();
    this.#gap();
    this.#next();
    this.#gap();
    this.#silent();
    this.#gap();
    this.#districts();
    this.#foot();
  }

  /** Writes on the baseline of a line of this height, and goes on below it. */
  #line(height: number, write: (y: number, size: number) => void): void {
    const tall = height * this.#scale;
    this.#y += tall;
    write(this.#y - tall * 0.27, tall * 0.74);
  }

  #gap(): void {
    this.#y += HEIGHT.gap * this.#scale;
  }

  #fitted(
    text: string,
    face: 'bold' | 'regular',
    size: number,
    y: number,
    left: number = PAGE.left,
    width = WIDTH,
  ): void {
    this.#paper.writeFitted({ text, face, size, x: left, y }, width, LEAST_PRINT);
  }

  #heading(text: string): void {
    this.#line(HEIGHT.heading, (y, size) => this.#fitted(text, 'bold', size * 0.9, y));
    this.#paper.rule(PAGE.left, PAGE.right, this.#y, 1.2);
  }

  /** What other laptops have entered since is not counted here. */
  #freshness(): void {
    const { t, dayAndTime } = this.#paper.words;
    const { now } = this.#wall;
    if (this.#others.length === 0) return;
    const each = this.#others.map(({ letter, upTo }) =>
      upTo === null
        ? t('nothing has come from {{letter}} yet', { letter })
        : t('{{letter}} as of {{time}}', {
            letter,
            time: isSameDay(upTo, now) ? timeOfDay(upTo) : dayAndTime(new Date(upTo)),
          }),
    );
    const text = `${t('Other laptops')}: ${each.join(', ')}`;
    this.#line(HEIGHT.station, (y, size) => this.#fitted(text, 'regular', size, y));
  }

  /** Three figures side by side. */
  #figures(): void {
    const { words } = this.#paper;
    const { figures, pace } = this.#wall;
    const isPart = this.#others.length > 0;
    const all = [
      {
        name: isPart ? words.t('Outstanding, at most') : words.t('Outstanding'),
        value: count(figures.outstanding),
        note: words.t('of {{promises}} promises', { promises: count(figures.promises) }),
      },
      {
        name: isPart ? words.t('Promises voted, at least') : words.t('Promises voted'),
        value: `${figures.turnout.toFixed(1)}%`,
        note: words.t('of promises in person; {{voted}} marked off', { voted: count(figures.voted) }),
      },
      {
        name: isPart ? words.t('In the last hour, at least') : words.t('Marked off in the last hour'),
        value: count(pace.lastHour),
        note: words.t('{{before}} the hour before', { before: count(pace.hourBefore) }),
      },
    ];
    const column = WIDTH / all.length;
    // One size for all three, so that they are read as a row.
    const row = (height: number, face: 'bold' | 'regular', of: (each: (typeof all)[number]) => string) =>
      this.#line(height, (y, size) => {
        const width = column - 12;
        const fits = all.map((each) => this.#paper.fittedSize(of(each), face, size, LEAST_PRINT, width));
        for (const [at, each] of all.entries())
          this.#fitted(of(each), face, Math.min(...fits), y, PAGE.left + at * column, width);
      });
    row(HEIGHT.name, 'regular', ({ name }) => name);
    row(HEIGHT.figure, 'bold', ({ value }) => value);
    row(HEIGHT.note, 'regular', ({ note }) => note);
  }

  #next(): void {
    const { words } = this.#paper;
    const { next } = this.#wall;
    this.#heading(words.t('Next streets'));
    if (next.length === 0)
      this.#line(HEIGHT.street, (y, size) =>
        this.#fitted(words.t('Nobody is outstanding.'), 'regular', size, y),
      );
    for (const { street, district, outstanding, doors } of next)
      this.#line(HEIGHT.street, (y, size) => {
        const text = words.t('{{outstanding}} at {{doors}}', {
          outstanding: count(outstanding),
          doors: words.counted(doors, 'door'),
        });
        this.#fitted(`${street}, ${district}`, 'bold', size, y, PAGE.left, WIDTH * 0.66);
        const fits = this.#paper.fittedSize(text, 'regular', size, LEAST_PRINT, WIDTH * 0.32);
        this.#paper.writeTo(PAGE.right, { text, face: 'regular', size: fits, y });
        this.#paper.rule(PAGE.left, PAGE.right, this.#y, 0.4);
      });
  }

  #silent(): void {
    const { words } = this.#paper;
    const { silent, notSilent, now, closesAt, isPollingDay, pollingDay } = this.#wall;
    const { t } = words;
    this.#heading(t('No numbers for an hour'));
    const notOpen =
      isPollingDay && now >= closesAt
        ? t('The poll has closed.')
        : t('Polling day: {{day}}', { day: words.day(new Date(`${pollingDay}T12:00`)) });
    const none = notSilent ? inLanguage(t, notSilent) : notOpen;
    const shown = silent.slice(0, SILENT).map(({ name, lastAt }) => {
      const last = lastAt === null ? t('none yet') : t('since {{time}}', { time: timeOfDay(lastAt) });
      return `${name}: ${last}`;
    });
    const others = silent.length - shown.length;
    const lines = [...shown, ...(others > 0 ? [t('and {{number}} more', { number: others })] : [])];
    for (const text of lines.length === 0 ? [none] : lines)
      this.#line(HEIGHT.station, (y, size) => this.#fitted(text, 'regular', size, y));
  }

  #districts(): void {
    const { words } = this.#paper;
    const { districts } = this.#wall;
    this.#heading(words.t('By polling district'));
    const shown = districts.slice(0, this.#rows * this.#columns);
    const others = districts.length - shown.length;
    const width = WIDTH / Math.max(1, this.#columns);
    const top = this.#y;
    for (const [at, district] of shown.entries()) {
      if (at % this.#rows === 0) this.#y = top;
      const left = PAGE.left + Math.floor(at / this.#rows) * width;
      const isLast = others > 0 && at === shown.length - 1;
      this.#line(HEIGHT.district, (y, size) => {
        if (isLast)
          this.#fitted(
            words.t('and {{number}} more', { number: others + 1 }),
            'regular',
            size,
            y,
            left,
            width,
          );
        else this.#district(district, { left, width: width - (this.#columns > 1 ? 14 : 0), y, size });
      });
    }
    this.#y = top + this.#rows * HEIGHT.district * this.#scale;
  }

  #district(
    { district, outstanding, turnout, lastAt }: WallDistrict,
    { left, width, y, size }: { left: number; width: number; y: number; size: number },
  ): void {
    const { t } = this.#paper.words;
    const last = lastAt === null ? t('none yet') : t('up to {{time}}', { time: timeOfDay(lastAt) });
    this.#fitted(district, 'bold', size, y, left, width * 0.2);
    this.#fitted(
      t('{{number}} to knock', { number: count(outstanding) }),
      'regular',
      size,
      y,
      left + width * 0.22,
      width * 0.34,
    );
    this.#fitted(`${turnout.toFixed(1)}%`, 'regular', size, y, left + width * 0.57, width * 0.15);
    const fits = this.#paper.fittedSize(last, 'regular', size, LEAST_PRINT, width * 0.25);
    this.#paper.writeTo(left + width, { text: last, face: 'regular', size: fits, y });
    this.#paper.rule(left, left + width, this.#y, 0.4);
  }

  #foot(): void {
    const text = this.#paper.words.t(
      'Not marked off does not mean has not voted: tellers miss some. Confidential: stays in the committee room.',
    );
    this.#fitted(text, 'regular', 9.5, PAGE.bottom);
  }
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
