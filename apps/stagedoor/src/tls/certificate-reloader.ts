import type { SecureContextOptions } from 'node:tls';
import { TlsFilesError } from '../errors.js';
import type { World } from '../world.js';
import { readTlsFiles, type TlsFiles, type TlsIdentity } from './read-tls-files.js';
import { TLS_RULES } from './tls-rules.js';

/** What a new certificate is given to: a TLS server of Node.js. */
interface SecureServer {
  setSecureContext(options: SecureContextOptions): void;
}

/** What is told of each try. */
interface ReloadLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}

/** What a reloader works with. */
interface ReloaderOptions {
  readonly files: TlsFiles;
  readonly server: SecureServer;
  readonly world: World;
  readonly log: ReloadLog;
}

/** How often the files are looked at. */
const CHECK_INTERVAL_SECONDS = 5;

const isSame = (one: TlsIdentity, other: TlsIdentity): boolean =>
  one.cert === other.cert && one.key === other.key;

/**
 * Takes a new certificate into use when its files have changed: new connections see it, open ones stay. Reads the files
 * themselves, so that a link that points elsewhere counts, as Kubernetes changes its secrets.
 */
export class CertificateReloader {
  readonly #options: ReloaderOptions;
  #current: TlsIdentity;
  #isChecking = false;
  /** What was said last, so that the same fault is logged once. */
  #fault: string | undefined;

  constructor(current: TlsIdentity, options: ReloaderOptions) {
    this.#current = current;
    this.#options = options;
  }

  /** When the certificate in use ends, Unix seconds. */
  get expiresAt(): number {
    return this.#current.expiresAt;
  }

  /** Looks at the files now, and again and again, until what it returns is called. */
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

  /** Looks at the files once. What cannot be used is logged, and the certificate in use stays. Never rejects. */
  async check(): Promise<void> {
    if (this.#isChecking) return;
    this.#isChecking = true;
    try {
      await this.#takeChange();
      this.#fault = undefined;
    } catch (error) {
      this.#noteFault(error instanceof Error ? error.message : String(error));
    } finally {
      this.#isChecking = false;
    }
  }

  async #takeChange(): Promise<void> {
    const { files, server, world, log } = this.#options;
    const found = await readTlsFiles(files, world);
    if (isSame(found, this.#current)) return;
    if (found.expiresAt <= world.now()) {
      throw new TlsFilesError(`tlsCert: ${files.tlsCert} has expired`);
    }
    const { cert, key, fingerprint, expiresAt } = found;
    server.setSecureContext({ ...TLS_RULES, cert, key });
    this.#current = found;
    log.info({ fingerprint, expiresAt }, 'new TLS certificate in use');
  }

  #noteFault(fault: string): void {
    if (fault === this.#fault) return;
    this.#fault = fault;
    this.#options.log.warn(
      { code: 'tls_files_invalid', reason: fault },
      'new TLS certificate refused, the one before stays in use',
    );
  }
}
