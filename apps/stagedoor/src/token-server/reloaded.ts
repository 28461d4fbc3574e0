import { describeFailure } from '../read-text-file.js';
import type { World } from '../world.js';

/** How often sources are looked at. */
const CHECK_INTERVAL_SECONDS = 5;

/** Something that is read from files. */
export interface ReloadSource<T> {
  /** The key of its setting, for the log. */
  readonly setting: string;
  /**
   * Reads what is there now; it may give `before` back where that is the same. Rejects where what is there cannot be used.
   */
  read(before?: Reading<T>): Promise<Reading<T>>;
}

/** What was read. */
export interface Reading<T> {
  /** Equal for equal contents of all files that it was read from. */
  readonly stamp: string;
  readonly value: T;
}

/** What is told of each try. */
interface ReloadLog {
  info(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** What a reloaded value works with. */
export interface ReloadedOptions<T> {
  readonly world: Pick<World, 'every' | 'onReload'>;
  readonly log: ReloadLog;
  /** Counts what becomes of new versions: `reload_taken`, `reload_refused`. */
  readonly count?: ((event: string) => void) | undefined;
  /** Told of each new value before it is in force. What it throws keeps the old one in force. */
  readonly onChange?: ((value: T, before: T) => void) | undefined;
}

/** The code and the message of what a reading failed with: neither has anything of the file. */
function describeFault(error: unknown): { readonly code?: string; readonly reason: string } {
  if (!(error instanceof Error)) return { reason: describeFailure(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { ...(code === undefined ? {} : { code }), reason: error.message };
}

/**
 * A value that follows its files: read at the start, then whenever they have changed. What cannot be used is logged, and
 * what was in force stays. The files themselves are compared, so that a link that points elsewhere counts, as Kubernetes
 * changes what it mounts.
 */
export class Reloaded<T> {
  readonly #source: ReloadSource<T>;
  readonly #options: ReloadedOptions<T>;
  #reading: Reading<T>;
  #checking: Promise<void> | undefined;
  /** What was said last, so that the same fault is logged once. */
  #fault: string | undefined;

  private constructor(source: ReloadSource<T>, first: Reading<T>, options: ReloadedOptions<T>) {
    this.#source = source;
    this.#reading = first;
    this.#options = options;
  }

  /** Reads it for the first time. Rejects as `source.read` does. */
  static async open<T>(source: ReloadSource<T>, options: ReloadedOptions<T>): Promise<Reloaded<T>> {
    return new Reloaded(source, await source.read(), options);
  }

  /** What is in force. */
  get value(): T {
    return this.#reading.value;
  }

  /** Looks at the files now and then, and whenever the world says so, until what it returns is called. */
  watch(): () => void {
    const { world } = this.#options;
    const stopTicking = world.every(CHECK_INTERVAL_SECONDS, () => void this.check());
    const stopListening = world.onReload(() => {
      this.#fault = undefined;
      void this.check();
    });
    return () => {
      stopTicking();
      stopListening();
    };
  }

  /** Looks at the files once; a look that is under way counts. Never rejects. */
  check(): Promise<void> {
    this.#checking ??= this.#look().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #look(): Promise<void> {
    const { setting } = this.#source;
    try {
      const found = await this.#source.read(this.#reading);
      this.#fault = undefined;
      if (found.stamp === this.#reading.stamp) return;
      this.#options.onChange?.(found.value, this.#reading.value);
      this.#reading = found;
      this.#options.count?.('reload_taken');
      this.#options.log.info({ setting }, 'a new version is in force');
    } catch (error) {
      this.#noteFault(setting, describeFault(error));
    }
  }

  #noteFault(setting: string, fault: { readonly reason: string }): void {
    if (fault.reason === this.#fault) return;
    this.#fault = fault.reason;
    this.#options.count?.('reload_refused');
    this.#options.log.error(
      { setting, ...fault },
      'the new version cannot be used, the one before stays in force',
    );
  }
}
