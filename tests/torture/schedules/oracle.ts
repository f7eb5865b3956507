/*
 * What a room must say, computed slowly and plainly from the acts that one copy of it has. It shares no code with the
 * program: an act says what was asked for and what the copy knew then, and everything else follows from the whole set.
 */

/** One acknowledged entry. Its id and device are the journal's; the rest is what was asked for. */
export type Act = {
  id: string;
  device: string;
  at: number;
  /** The device's act before, in the copy that wrote it; null for its first. */
  after: string | null;
  /** A teller's number, whatever became of it; `elector` is null for one that was set aside. */
  number?: { entered: string; district: string; elector: number | null; slip: number | null } | undefined;
  /** The number set aside that it settles, and how. */
  settles?: { id: string; how: string } | undefined;
  /** Acts that it undoes. */
  undoes?: readonly string[];
  /** A telling: the undos of earlier tellings of the elector that the copy knew. An undo: the tellings that it left. */
  knew?: readonly string[];
  /** Values that it sets, each with the acts that said it before, as the copy knew them. */
  sets?: readonly Setting[];
  /** Stations or walks that were saved at once, which are undone at once, have this in common. */
  together?: string | undefined;
  /** An elector who was added by hand. */
  adds?: Person | undefined;
};

type Setting = { subject: string; value: string; replaces: readonly string[] };

/** The facts about an elector that schedules change, and a few that they do not. */
export type Facts = {
  phone: string;
  note: string;
  vi: string;
  do_not_knock: number;
  gone: string;
  street: string;
  house: string;
  address: string;
};
export type Person = { id: number; district: string; number: number; markers: string; facts: Facts };

/** A station with its districts, or a walk with its streets. */
export type Saved = { id: number; name: string; note: string; things: string[] };
type Form = {
  removed?: unknown;
  name: string;
  place?: string;
  note?: string;
  districts?: string[];
  streets?: [district: string, name: string][];
};

/** Two acts, or more, that say different things. */
type Disagreement = { kind: string; entries: string[] };

/** Answers after which nobody is knocked: the one that is taken if several disagree. */
const NOT_KNOCKED = ['voted', 'refused', 'moved'];

/** Everything that follows from a set of acts. */
export class Said {
  readonly acts: ReadonlyMap<string, Act>;
  readonly #register: readonly Person[];
  readonly #holds = new Map<string, boolean>();
  readonly #undoing = new Map<string, Act[]>();
  readonly #setting = new Map<string, { act: Act; said: Setting }[]>();

  /** `register` are the electors who were imported. */
  constructor(acts: Iterable<Act>, register: readonly Person[]) {
    this.acts = new Map([...acts].map((act) => [act.id, act]));
    this.#register = register;
    for (const act of this.acts.values()) {
      for (const id of act.undoes ?? []) this.#undoing.set(id, [...(this.#undoing.get(id) ?? []), act]);
      for (const said of act.sets ?? [])
        this.#setting.set(said.subject, [...(this.#setting.get(said.subject) ?? []), { act, said }]);
    }
    for (const all of this.#setting.values()) all.sort((a, b) => (a.act.id < b.act.id ? -1 : 1));
  }

  /** No act that holds undoes it. */
  holds(id: string): boolean {
    const known = this.#holds.get(id);
    if (known !== undefined) return known;
    const answer = !(this.#undoing.get(id) ?? []).some((act) => this.holds(act.id));
    this.#holds.set(id, answer);
    return answer;
  }

  /** Acts that say that an elector has voted, the earliest first. */
  tellings(elector: number): Act[] {
    return [...this.acts.values()]
      .filter((act) => act.number?.elector === elector && this.holds(act.id))
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  /** Acts that undo a telling of an elector. */
  undosOf(elector: number): string[] {
    return [...this.acts.values()]
      .filter(
        (act) =>
          this.holds(act.id) && act.undoes?.some((id) => this.acts.get(id)?.number?.elector === elector),
      )
      .map(({ id }) => id);
  }

  subjects(): string[] {
    return [...this.#setting.keys()].sort();
  }

  /** The acts that say what something is, by id. */
  heads(subject: string): { id: string; value: string }[] {
    return this.#about(subject)
      .filter(({ act }) => this.holds(act.id) && !this.#isReplaced(act.id, subject))
      .map(({ act, said }) => ({ id: act.id, value: said.value }));
  }

  headIds(subject: string): string[] {
    return this.heads(subject).map(({ id }) => id);
  }

  /** What an act that sets something replaces: all that the copy knows and that nothing has replaced, undone or not. */
  latest(subject: string): string[] {
    const all = this.#about(subject);
    return all.map(({ act }) => act.id).filter((id) => !all.some(({ said }) => said.replaces.includes(id)));
  }

  #about(subject: string) {
    return this.#setting.get(subject) ?? [];
  }

  #isReplaced(id: string, subject: string): boolean {
    return this.#about(subject).some(
      ({ act, said }) =>
        said.replaces.includes(id) && (this.holds(act.id) || this.#isReplaced(act.id, subject)),
    );
  }

  value(subject: string): string | undefined {
    return this.heads(subject)[0]?.value;
  }

  /** What was said of it first. */
  first(subject: string): string | undefined {
    return this.#about(subject).find(({ said }) => !said.replaces.some((id) => this.acts.has(id)))?.said
      .value;
  }

  /** Everybody that the copy knows, on the register or not. */
  people(): Person[] {
    const added = [...this.acts.values()].flatMap(({ adds }) => adds ?? []);
    return [...this.#register, ...added].sort((a, b) => a.id - b.id);
  }

  fact<Name extends keyof Facts>({ id, facts }: Person, name: Name): Facts[Name] {
    const said = this.value(`field ${id} ${name}`);
    return said === undefined ? facts[name] : (JSON.parse(said) as Facts[Name]);
  }

  isOnRegister(person: Person): boolean {
    const rivals = this.people().filter(
      (each) => each.id < person.id && each.district === person.district && each.number === person.number,
    );
    return this.#shouldBeOn(person) && !rivals.some((each) => this.#shouldBeOn(each));
  }

  #shouldBeOn({ id }: Person): boolean {
    const heads = this.heads(`register ${id}`);
    if (heads.length === 0) return this.#register.some((each) => each.id === id);
    return heads.some(({ value }) => value !== 'removed');
  }

  withNumber(district: string, number: number): Person | undefined {
    return this.people().find(
      (each) => each.district === district && each.number === number && this.isOnRegister(each),
    );
  }

  answer(elector: number): string {
    const answers = this.heads(`door ${elector}`).map(({ value }) => value);
    return NOT_KNOCKED.find((each) => answers.includes(each)) ?? answers[0] ?? '';
  }

  isPostal({ markers }: Person): boolean {
    return markers === 'A';
  }

  isPromise(person: Person): boolean {
    return this.fact(person, 'vi') === 'P';
  }

  /** On the register and worth a knock. */
  isOutstanding(person: Person): boolean {
    const chasesPostal = this.value('setting chase_postal') === 'yes';
    return (
      this.isOnRegister(person) &&
      this.isPromise(person) &&
      this.tellings(person.id).length === 0 &&
      this.fact(person, 'gone') === '' &&
      this.fact(person, 'do_not_knock') === 0 &&
      (!this.isPostal(person) || chasesPostal) &&
      !NOT_KNOCKED.includes(this.answer(person.id)) &&
      !this.people().some((each) => this.#waits(each, person) && this.#mayBeMeant(each, person))
    );
  }

  /** Somebody was added with the number of another, and is not on the register meanwhile. */
  #waits(waiting: Person, holder: Person): boolean {
    const { district, number } = waiting;
    return (
      this.withNumber(district, number) === holder &&
      [...this.acts.values()].some(({ id, adds }) => adds?.id === waiting.id && this.holds(id)) &&
      !this.isOnRegister(waiting) &&
      this.#shouldBeOn(waiting)
    );
  }

  #mayBeMeant(waiting: Person, holder: Person): boolean {
    return (
      this.tellings(waiting.id).length > 0 ||
      (NOT_KNOCKED.includes(this.answer(waiting.id)) && this.answer(holder.id) === '')
    );
  }

  /** Numbers that nobody has settled. */
  setAside(): Act[] {
    const settled = new Set(
      [...this.acts.values()].flatMap((act) => (act.settles && this.holds(act.id) ? act.settles.id : [])),
    );
    return [...this.acts.values()].filter(
      (act) => act.number?.elector === null && this.holds(act.id) && !settled.has(act.id),
    );
  }

  /** Tellings of electors whom this copy does not have yet. */
  ofNobody(): Act[] {
    const known = new Set(this.people().map(({ id }) => id));
    const settled = new Set(
      [...this.acts.values()].flatMap((act) => (act.settles && this.holds(act.id) ? act.settles.id : [])),
    );
    return [...this.acts.values()].filter(
      ({ id, number }) =>
        number && number.elector !== null && !known.has(number.elector) && this.holds(id) && !settled.has(id),
    );
  }

  /** The sheet's whereabouts; '' for none said. */
  sheet(code: string): { kind: string; runner: string } {
    const heads = this.heads(`sheet ${code}`).map(({ id, value }) => ({
      id,
      kind: value.split('\t')[0] ?? '',
    }));
    const head = heads.find(({ kind }) => kind === 'sheet out') ?? heads[0];
    return { kind: head?.kind ?? '', runner: head === undefined ? '' : this.#runner(code, head.id) };
  }

  /** Who has or had the sheet: a move without a runner leaves the one that it knew. */
  #runner(code: string, id: string): string {
    const found = this.#about(`sheet ${code}`).find(({ act }) => act.id === id);
    const said = found?.said.value.split('\t')[1];
    if (!found || (said !== undefined && this.holds(id))) return said ?? '';
    const before = found.said.replaces.toSorted();
    return before.map((each) => this.#runner(code, each)).find((each) => each !== '') ?? '';
  }

  /** Stations or walks as they are now, by id: their names are made different, and each thing is in the first one only. */
  saved(kind: 'station' | 'walk'): Saved[] {
    const names = new Set<string>();
    const taken = new Set<string>();
    const ids = this.subjects().flatMap((each) =>
      each.startsWith(`${kind} `) ? Number(each.slice(kind.length)) : [],
    );
    return ids
      .sort((a, b) => a - b)
      .flatMap((id): Saved[] => {
        const form = kind === 'station' ? this.#station(id) : readForm(this.value(`walk ${id}`));
        if (!form) return [];
        let { name } = form;
        for (let next = 2; names.has(name); next += 1) name = `${form.name} ${next}`;
        names.add(name);
        const things = (form.districts ?? form.streets ?? []).map(String).filter((each) => !taken.has(each));
        for (const each of things) taken.add(each);
        return [{ id, name, note: form.place ?? form.note ?? '', things }];
      });
  }

  /** A station that a slip names stays as it was saved last, though it was removed or undone. */
  #station(id: number): Form | null {
    const subject = `station ${id}`;
    const saved = this.heads(subject).flatMap(({ value }) => readForm(value) ?? []);
    const isNamed = [...this.#setting].some(
      ([each, all]) =>
        each.startsWith('slip ') &&
        all.some(({ said }) => (JSON.parse(said.value) as { stationId: number | null }).stationId === id),
    );
    if (saved.length > 0 || !isNamed) return saved[0] ?? null;
    const all = this.#about(subject).filter(({ said }) => readForm(said.value));
    const holding = all.filter(({ act }) => this.holds(act.id));
    const from = holding.length > 0 ? holding : all;
    const replaced = new Set(from.flatMap(({ said }) => said.replaces));
    return readForm(from.find(({ act }) => !replaced.has(act.id))?.said.value);
  }

  disagreements(): Disagreement[] {
    return [...this.#marks(), ...this.#numbers(), ...this.#values(), ...this.#slips(), ...this.#settled()];
  }

  /** Undone by one device, and told by another; neither knew of the other. */
  #marks(): Disagreement[] {
    const all = [...this.acts.values()];
    const undos = all.filter((act) => (act.undoes ?? []).length > 0 && this.holds(act.id));
    return this.#allTold().flatMap((elector): Disagreement[] => {
      const entries = new Set<string>();
      const told = this.tellings(elector);
      for (const undo of undos) {
        if (told.some(({ knew }) => knew?.includes(undo.id))) continue;
        for (const telling of told)
          if (
            this.#isUndoneBy(telling, undo) &&
            undo.knew?.includes(telling.id) !== true &&
            this.#isApart(telling, undo)
          )
            entries.add(undo.id).add(telling.id);
      }
      return entries.size > 0 ? [{ kind: 'mark', entries: [...entries].sort() }] : [];
    });
  }

  /** Another telling of the elector was undone, or the number set aside or the slip that it came from. */
  #isUndoneBy({ number, settles }: Act, undo: Act): boolean {
    return (undo.undoes ?? []).some((id) => {
      const undone = this.acts.get(id);
      const isOfElector =
        undone?.number?.elector === number?.elector &&
        (settles === undefined || undone?.settles?.id !== settles.id);
      const isSlip = undone?.sets?.some(
        ({ subject, replaces }) => subject === `slip ${number?.slip}` && replaces.length === 0,
      );
      return isOfElector || id === settles?.id || isSlip === true;
    });
  }

  /** Of two devices, or of one whose file was used twice, after it was. */
  #isApart(one: Act, other: Act): boolean {
    if (one.device !== other.device) return true;
    const places = [...this.acts.values()]
      .filter(({ device }) => device === one.device)
      .map((act) => this.#placeOf(act));
    const fork = Math.min(...places.filter((place, at) => places.indexOf(place) !== at));
    return Math.min(this.#placeOf(one), this.#placeOf(other)) >= fork;
  }

  #placeOf({ after }: Act): number {
    const before = after === null ? undefined : this.acts.get(after);
    return before ? this.#placeOf(before) + 1 : 1;
  }

  /** Somebody was added with a number that another has, and only the other would not be missed. */
  #numbers(): Disagreement[] {
    return this.people().flatMap((waiting): Disagreement[] => {
      const holder = this.withNumber(waiting.district, waiting.number);
      if (!holder || !this.#waits(waiting, holder)) return [];
      const isMarked = ({ id }: Person) => this.tellings(id).length > 0;
      const isMissed =
        (isMarked(waiting) && !isMarked(holder)) ||
        (this.answer(waiting.id) !== '' && this.answer(holder.id) === '');
      const entries = [
        ...[holder, waiting].flatMap(({ id }) => this.headIds(`register ${id}`)),
        ...this.tellings(waiting.id).map(({ id }) => id),
        ...this.headIds(`door ${waiting.id}`),
      ];
      return isMissed ? [{ kind: 'register', entries }] : [];
    });
  }

  #allTold(): number[] {
    const electors = [...this.acts.values()].flatMap(({ number }) => number?.elector ?? []);
    return [...new Set(electors)].sort((a, b) => a - b);
  }

  #values(): Disagreement[] {
    return this.subjects().flatMap((subject): Disagreement[] => {
      const heads = this.heads(subject);
      if (new Set(heads.map(({ value }) => value)).size < 2) return [];
      const [kind = ''] = subject.split(' ');
      const shown = kind === 'field' ? 'register' : kind;
      return [{ kind: shown, entries: heads.map(({ id }) => id) }];
    });
  }

  /** Slips of two devices: four fifths of the numbers if place and time are one, otherwise more than half and four. */
  #slips(): Disagreement[] {
    const on = new Map<number, Set<string>>();
    const settled = new Set(
      [...this.acts.values()].flatMap(({ id, settles }) => (settles && this.holds(id) ? settles.id : [])),
    );
    for (const { id, number } of this.acts.values()) {
      if (number?.slip == null || !this.holds(id) || settled.has(id)) continue;
      const { elector, district, entered } = number;
      on.set(number.slip, (on.get(number.slip) ?? new Set()).add(`${elector ?? `${district} ${entered}`}`));
    }
    const found: Disagreement[] = [];
    for (const [one, its] of on)
      for (const [other, others] of on) {
        const [first, second] = [one, other].map((id) => this.#begun(id));
        if (one >= other || !first || !second || !this.#isApart(first, second)) continue;
        const same = its.intersection(others).size;
        const shorter = Math.min(its.size, others.size);
        const [place, otherPlace] = [one, other].map((id) => this.#placeAndTime(id));
        const isOnePaper =
          place !== null && place === otherPlace ? same * 5 >= shorter * 4 : same >= 4 && same * 2 > shorter;
        if (isOnePaper) found.push({ kind: 'slip', entries: [first.id, second.id] });
      }
    return found;
  }

  #begun(slip: number): Act | undefined {
    return this.#about(`slip ${slip}`).find(({ said }) => said.replaces.length === 0)?.act;
  }

  /** Null without a time. */
  #placeAndTime(slip: number): string | null {
    const { stationId, district, toldAt } = JSON.parse(
      this.value(`slip ${slip}`) ?? this.first(`slip ${slip}`) ?? '{}',
    );
    return toldAt == null ? null : JSON.stringify([stationId ?? district, toldAt]);
  }

  #settled(): Disagreement[] {
    const settling = [...this.acts.values()].filter((act) => act.settles && this.holds(act.id));
    return [...Map.groupBy(settling, (act) => act.settles?.id ?? '').values()].flatMap(
      (acts): Disagreement[] => {
        const ways = [...Map.groupBy(acts, ({ device }) => device).values()].map((own) =>
          [...new Set(own.map(({ settles }) => settles?.how))].sort().join(),
        );
        return new Set(ways).size > 1
          ? [{ kind: 'set aside', entries: acts.map(({ id }) => id).sort() }]
          : [];
      },
    );
  }

  /** The whole state in one text: equal for two sets of acts that say the same. */
  key(): string {
    const marks = this.#allTold().flatMap((elector) => {
      const [first] = this.tellings(elector);
      return first ? [[elector, first.at]] : [];
    });
    const values = this.subjects().map((subject) => [subject, this.headIds(subject)]);
    const open = this.setAside()
      .map(({ id }) => id)
      .sort();
    return JSON.stringify({ marks, values, open });
  }
}

function readForm(value: string | undefined): Form | null {
  const form = JSON.parse(value ?? '{"removed":true}') as Form;
  return form.removed === undefined ? form : null;
}
