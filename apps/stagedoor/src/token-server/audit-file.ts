import { joinChunks } from '../join-chunks.js';
import { describeFailure } from '../read-text-file.js';
import type { World } from '../world.js';
import { AppendFile } from './append-file.js';
import { AuditChain, CHAIN_START, hashLine } from './audit-chain.js';
import { AuditUnavailableError } from './errors.js';

const FLUSH_INTERVAL_SECONDS = 1;
/** Some thousands of lines. */
const MAX_WAITING_BYTES = 4_194_304;
/** More than this is not left until the second is over. */
const FLUSH_ENTRIES = 128;
/** About as large as a line is. */
const USUAL_BYTES = 512;

const UTF8 = new TextEncoder();

/** Where trouble is told. */
interface AuditLog {
  info(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** What an audit file works with. */
export interface AuditFileOptions {
  /** Absolute. */
  readonly path: string;
  readonly world: Pick<World, 'every' | 'onReload'>;
  readonly log: AuditLog;
  /** Counts what happens: `audit_failed`, `audit_refused`, `audit_reopen_failed`. */
  readonly count: (event: string) => void;
  /** How much may wait to be written. Default 4 MiB. */
  readonly maxWaitingBytes?: number | undefined;
}

/**
 * Lines of JSON, each with the hash of the one before, added to a file. They are written at most a second later, and
 * before `close` ends. While the file cannot be written they wait; at the limit of what may wait, `add` throws: nothing
 * happens unseen for long.
 */
export class AuditFile {
  readonly #options: AuditFileOptions;
  readonly #chain: AuditChain;
  readonly #stopWatching: () => void;
  #file: AppendFile;
  /** What is no line yet: many at a time are made cheaper than each by itself, between two requests. */
  #entries: object[] = [];
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** How much of the first line that waits is written already. */
  #writtenOfFirst = 0;
  #isFailing = false;
  #turn: Promise<void> = Promise.resolve();
  #isScheduled = false;
  #isOnDisk = true;

  private constructor(file: AppendFile, options: AuditFileOptions) {
    this.#file = file;
    this.#options = options;
    const { lastLine, isWhole } = file.end;
    this.#chain = new AuditChain(lastLine === undefined ? CHAIN_START : hashLine(lastLine));
    // What a process that died left unfinished stays as a line of its own.
    if (!isWhole) this.#wait(UTF8.encode('\n'));
    const { world } = options;
    const stopTicking = world.every(FLUSH_INTERVAL_SECONDS, () => void this.flush());
    const stopListening = world.onReload(() => void this.reopen());
    this.#stopWatching = () => {
      stopTicking();
      stopListening();
    };
  }

  /** Opens it, and goes on where it ends. Throws `file_unusable`. */
  static async open(options: AuditFileOptions): Promise<AuditFile> {
    return new AuditFile(await AppendFile.open(options.path), options);
  }

  /** How many octets wait to be written. */
  get waitingBytes(): number {
    this.#writeLines();
    return this.#waitingBytes;
  }

  /** Adds an entry. Throws `audit_unavailable` where too much waits. */
  add(entry: object): void {
    const { path, maxWaitingBytes = MAX_WAITING_BYTES, count } = this.#options;
    const usualBytes = this.#waitingBytes + this.#entries.length * USUAL_BYTES;
    if (usualBytes >= maxWaitingBytes / 2 && this.waitingBytes >= maxWaitingBytes) {
      count('audit_refused');
      throw new AuditUnavailableError(path);
    }
    this.#entries.push(entry);
    if (this.#entries.length >= FLUSH_ENTRIES && !this.#isFailing) this.#writeSoon();
  }

  #writeLines(): void {
    for (const entry of this.#entries.splice(0)) this.#wait(UTF8.encode(this.#chain.add(entry)));
  }

  /** Writes what waits, after what is under way, and sees to it that it is on the disk. Never rejects. */
  flush(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#writeWaiting();
      await this.#sync();
    });
  }

  /** Goes on in the file that has the name now, as `logrotate` leaves it. Where that fails, the old one is kept. Never rejects. */
  reopen(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#writeWaiting();
      await this.#sync();
      try {
        const next = await AppendFile.open(this.#options.path);
        await this.#file.close();
        this.#file = next;
        // A line that the old file has a part of is whole in the new one.
        this.#writtenOfFirst = 0;
        await this.#writeWaiting();
      } catch (error) {
        const reason = error instanceof Error ? error.message : describeFailure(error);
        this.#options.count('audit_reopen_failed');
        this.#options.log.error({ reason }, 'the audit goes on in the file that was open');
      }
    });
  }

  /** Writes what waits, and closes. Never rejects. */
  async close(): Promise<void> {
    this.#stopWatching();
    await this.#inTurn(async () => {
      await this.#writeWaiting();
      await this.#sync();
      if (this.#waitingBytes > 0) {
        this.#options.log.error({ octets: this.#waitingBytes }, 'the end of the audit is lost');
      }
      await this.#file.close().catch(() => undefined);
    });
  }

  /** To the system, which needs no disk: that waits for the next second. */
  #writeSoon(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    void this.#inTurn(async () => {
      this.#isScheduled = false;
      await this.#writeWaiting();
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work);
    return this.#turn;
  }

  #wait(line: Uint8Array): void {
    this.#waiting.push(line);
    this.#waitingBytes += line.length;
  }

  async #writeWaiting(): Promise<void> {
    this.#writeLines();
    if (this.#waiting.length === 0) return;
    try {
      while (this.#waiting.length > 0) {
        const octets = joinChunks(this.#waiting).subarray(this.#writtenOfFirst);
        this.#take(await this.#file.append(octets));
        this.#isOnDisk = false;
      }
      if (this.#isFailing) this.#options.log.info({}, 'the audit file can be written again');
      this.#isFailing = false;
    } catch (error) {
      this.#noteFailure(error);
    }
  }

  async #sync(): Promise<void> {
    if (this.#isOnDisk) return;
    try {
      await this.#file.sync();
      this.#isOnDisk = true;
    } catch (error) {
      this.#noteFailure(error);
    }
  }

  /** Forgets what was written: whole lines, and so much of the next one. */
  #take(octets: number): void {
    let written = this.#writtenOfFirst + octets;
    let lines = 0;
    for (const { length } of this.#waiting) {
      if (length > written) break;
      written -= length;
      this.#waitingBytes -= length;
      lines += 1;
    }
    this.#waiting.splice(0, lines);
    this.#writtenOfFirst = written;
  }

  #noteFailure(error: unknown): void {
    this.#options.count('audit_failed');
    if (this.#isFailing) return;
    this.#isFailing = true;
    const { path, log } = this.#options;
    log.error(
      { code: 'audit_unavailable', reason: describeFailure(error) },
      `${path} cannot be written: grants wait for it, and are refused when too many do`,
    );
  }
}
