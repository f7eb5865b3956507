import { randomUUID } from 'node:crypto';
import { say } from '../../../../src-shared/message.ts';
import { Refusal } from '../../../store/refusal.ts';
import type { StagedFile } from './staged-file.ts';

/** Whoever has read the files, and has to forget them with us. */
export type Reader = { forget(id: string): void; end(): Promise<void> };

/** Files that were opened and not imported yet; kept in memory only. */
export class StagedFiles {
  readonly #files = new Map<string, StagedFile>();
  /** Reads them in a thread of its own, once somebody wants to import one. */
  reader: Reader | null = null;

  put(file: StagedFile): string {
    // One person prepares a room: at most a register and its canvass are waiting, with room for one more pair.
    for (const old of [...this.#files.keys()].slice(0, -3)) this.drop(old);
    const id = randomUUID();
    this.#files.set(id, file);
    return id;
  }

  /** @throws Refusal if the file is no longer there. */
  get(id: string): StagedFile {
    const file = this.#files.get(id);
    if (!file) throw new Refusal(say('The program no longer has that file. Choose it again.'));
    return file;
  }

  /** Forgets what was read from all files but these. They stay, and can be read again. */
  releaseOthers(ids: readonly (string | undefined)[]): void {
    for (const [id, file] of this.#files) {
      if (ids.includes(id)) continue;
      file.release();
      this.reader?.forget(id);
    }
  }

  /** Forgets the files and what was read from them. */
  async clear(): Promise<void> {
    this.#files.clear();
    const { reader } = this;
    this.reader = null;
    await reader?.end();
  }

  drop(id: string): void {
    this.#files.delete(id);
    this.reader?.forget(id);
  }
}
