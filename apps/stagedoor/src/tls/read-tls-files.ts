import { X509Certificate, createPrivateKey } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { TlsFilesError } from '../errors.js';
import { describeFailure, readGivenBytes } from '../read-text-file.js';
import type { World } from '../world.js';
import { TLS_RULES } from './tls-rules.js';

/** A chain of a few certificates; far more than any needs. */
const MAX_FILE_BYTES = 262_144;

/** Where certificate and key are. */
export interface TlsFiles {
  readonly tlsCert: string;
  readonly tlsKey: string;
}

/** A certificate and its key that fit together. */
export interface TlsIdentity {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  /** SHA-256 of the first certificate, hex with colons. */
  readonly fingerprint: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

const MILLIS = 1000;

async function readText(setting: string, path: string, world: World): Promise<string> {
  try {
    return new TextDecoder().decode(await readGivenBytes(path, world, MAX_FILE_BYTES));
  } catch (error) {
    throw new TlsFilesError(`${setting}: ${describeReading(error)}`);
  }
}

const describeReading = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function parseCertificate(cert: string, path: string): X509Certificate {
  try {
    return new X509Certificate(cert);
  } catch (error) {
    throw new TlsFilesError(
      `tlsCert: ${path} does not begin with a certificate in PEM (${describeFailure(error)})`,
    );
  }
}

function checkKey(key: string, { tlsKey }: TlsFiles): void {
  try {
    createPrivateKey(key);
  } catch (error) {
    throw new TlsFilesError(
      `tlsKey: ${tlsKey} is no private key in PEM, or needs a passphrase (${describeFailure(error)})`,
    );
  }
}

function checkTogether(cert: string, key: string, { tlsCert, tlsKey }: TlsFiles): void {
  try {
    createSecureContext({ ...TLS_RULES, cert, key });
  } catch (error) {
    throw new TlsFilesError(
      `tlsKey: ${tlsKey} is not the key of ${tlsCert} (${describeFailure(error)})`,
    );
  }
}

/** Certificate and key, read and tried. Throws `tls_files_invalid`, which names the setting. */
export async function readTlsFiles(files: TlsFiles, world: World): Promise<TlsIdentity> {
  const cert = await readText('tlsCert', files.tlsCert, world);
  const key = await readText('tlsKey', files.tlsKey, world);
  const { fingerprint256, validTo } = parseCertificate(cert, files.tlsCert);
  checkKey(key, files);
  checkTogether(cert, key, files);
  return {
    cert,
    key,
    fingerprint: fingerprint256,
    expiresAt: Math.floor(new Date(validTo).getTime() / MILLIS),
  };
}
