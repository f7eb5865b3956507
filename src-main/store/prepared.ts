import type { Database, Statement } from 'better-sqlite3';

/** What a module makes its statements with. */
export type Preparing = Pick<Database, 'prepare' | 'function' | 'transaction'>;

/**
 * A module's statements for each open room: `const sql = prepared((db) => ({ … }))`, then `sql(room.db).name.run(…)`.
 * SQLite compiles each of them once, at its first use: most databases, and every copy on which something is tried,
 * need few of them.
 */
export function prepared<Statements>(prepare: (db: Preparing) => Statements): (db: Database) => Statements {
  const byDatabase = new WeakMap<Database, Statements>();
  return (db) => {
    const known = byDatabase.get(db);
    if (known) return known;
    const made = prepare({
      // It does all that a room asks of a statement, and takes and returns the same.
      prepare: ((text: string) =>
        new PreparedLater(() => db.prepare(text))) as unknown as Database['prepare'],
      function: db.function.bind(db),
      transaction: db.transaction.bind(db),
    });
    byDatabase.set(db, made);
    return made;
  };
}

/** A statement that is compiled when it is first used. */
class PreparedLater implements Pick<Statement<unknown[]>, 'get' | 'all' | 'run' | 'iterate'> {
  #compiled: Statement<unknown[]> | undefined;
  #compile: () => Statement<unknown[]>;

  constructor(compile: () => Statement<unknown[]>) {
    this.#compile = compile;
  }

  get(...values: unknown[]) {
    return this.#statement().get(...values);
  }

  all(...values: unknown[]) {
    return this.#statement().all(...values);
  }

  run(...values: unknown[]) {
    return this.#statement().run(...values);
  }

  iterate(...values: unknown[]) {
    return this.#statement().iterate(...values);
  }

  pluck(): this {
    const compile = this.#compile;
    this.#compile = () => compile().pluck();
    return this;
  }

  raw(): this {
    const compile = this.#compile;
    this.#compile = () => compile().raw();
    return this;
  }

  #statement(): Statement<unknown[]> {
    this.#compiled ??= this.#compile();
    return this.#compiled;
  }
}
