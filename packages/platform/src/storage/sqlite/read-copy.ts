import { readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { Connection } from '../database.js';
import type { Tables } from '../tables.js';
import { toStorageError, toUnavailable } from '../to-storage-error.js';
import { EmbeddedDialect } from './sqlite-driver.js';

/** What begins so beside a database is of this program, and of no use once nobody has the database open. */
const LEFTOVER_MARKS = ['.snapshot-', '.draft-'];
/** What SQLite puts beside a database. */
const COMPANIONS = ['', '-wal', '-shm', '-journal'];
/** Of 4 KiB: about a millisecond, in which nobody else is served. */
const STEP_PAGES = 250;

/** Removes a database with all that SQLite keeps beside it. */
export function removeFile(path: string): void {
  for (const companion of COMPANIONS) rmSync(`${path}${companion}`, { force: true });
}

/** Removes what a process that was killed in the middle of something has left. Only for whoever has the database open. */
export function removeLeftovers(path: string): void {
  const prefixes = LEFTOVER_MARKS.map((mark) => `${basename(path)}${mark}`);
  for (const name of readdirSync(dirname(path))) {
    if (prefixes.some((prefix) => name.startsWith(prefix))) {
      rmSync(join(dirname(path), name), { force: true });
    }
  }
}

/** A database that is open, and the queries that wait for it. */
export interface OpenFile {
  readonly sqlite: SqliteDatabase.Database;
  readonly connection: Connection;
}

/**
 * Copies page by page. Pages must not be copied while a transaction is open, and the copying knows nothing of who waits
 * for the connection: so each step takes the connection as a query does, and nothing is copied in between.
 */
class PageCopy {
  readonly #file: OpenFile;
  #stepsLeft = 0;
  #onProgress: () => void = () => {};
  #copying: Promise<void> | undefined;
  #isDone = false;
  #isGivenUp = false;

  constructor(file: OpenFile) {
    this.#file = file;
  }

  /** @param copy The path of an empty file, which is open as `handle`. */
  async run(copy: string, handle: FileHandle): Promise<void> {
    try {
      while (!this.#isDone) {
        // Otherwise everybody would wait at the end until all of it is on the disk.
        await handle.datasync();
        await this.#file.connection.connection().execute(() => this.#step(copy));
      }
    } finally {
      this.#isGivenUp = !this.#isDone;
    }
  }

  async #step(copy: string): Promise<void> {
    this.#copying ??= this.#start(copy);
    this.#stepsLeft = 1;
    // The first one only asks how far to go.
    await Promise.race([this.#copying, this.#untilProgress()]);
    await Promise.race([this.#copying, this.#untilProgress()]);
  }

  #start(copy: string): Promise<void> {
    const copying = this.#copy(copy);
    // It may fail while nobody waits for it, as when the database is closed.
    copying.catch(() => {});
    return copying;
  }

  async #copy(copy: string): Promise<void> {
    await this.#file.sqlite.backup(copy, { progress: () => this.#choosePages() });
    this.#isDone = true;
  }

  #choosePages(): number {
    if (this.#isGivenUp) throw toUnavailable('a backup was given up');
    this.#onProgress();
    if (this.#stepsLeft === 0) return 0;
    this.#stepsLeft -= 1;
    return STEP_PAGES;
  }

  #untilProgress(): Promise<void> {
    return new Promise((resolve) => {
      this.#onProgress = resolve;
    });
  }
}

async function copyTo(file: OpenFile, copy: string): Promise<void> {
  try {
    // Before there is anything in it: only its owner may read it.
    const handle = await open(copy, 'wx', 0o600);
    try {
      await new PageCopy(file).run(copy, handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw toStorageError(error);
  }
}

async function readFrom<T>(copy: string, read: (snapshot: Connection) => Promise<T>): Promise<T> {
  const sqlite = new SqliteDatabase(copy, { fileMustExist: true });
  sqlite.pragma('locking_mode = EXCLUSIVE');
  const connection = new Kysely<Tables>({ dialect: new EmbeddedDialect(sqlite) });
  try {
    return await read(connection);
  } finally {
    await connection.destroy();
  }
}

let copies = 0;

/**
 * Lets `read` see the database as it is at one moment: on a copy beside it, made page by page while others write, and
 * removed in the end.
 */
export async function readCopy<T>(
  file: OpenFile,
  read: (snapshot: Connection) => Promise<T>,
): Promise<T> {
  copies += 1;
  const copy = `${file.sqlite.name}.snapshot-${copies}`;
  try {
    await copyTo(file, copy);
    return await readFrom(copy, read);
  } finally {
    removeFile(copy);
  }
}
