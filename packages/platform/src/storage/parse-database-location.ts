import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseLocationError } from './errors.js';

/** Where a database is: in a file of its own, or in PostgreSQL. */
export type DatabaseLocation =
  { readonly file: string; readonly url?: never } | { readonly url: string; readonly file?: never };

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
const POSTGRES = /^postgres(ql)?:$/;

/**
 * The URL itself, if it is one of PostgreSQL. Throws `database_location_invalid`, without the URL, as that may hold a
 * password.
 */
export function checkDatabaseUrl(url: string): string {
  if (!URL.canParse(url)) {
    throw new DatabaseLocationError(
      'the URL of the database cannot be read: write it as postgres://user:password@host:5432/name, with special ' +
        'characters of the password as %XX',
    );
  }
  const { protocol } = new URL(url);
  if (POSTGRES.test(protocol)) return url;
  throw new DatabaseLocationError(
    `${protocol}// is no database that stagedoor knows: give a postgres:// URL, or a file`,
  );
}

function parseFileUrl(text: string): string {
  try {
    return fileURLToPath(text);
  } catch (error) {
    throw new DatabaseLocationError(`${text} is no file of this machine: give its path`, {
      cause: error,
    });
  }
}

/**
 * A location as people write it: a URL of PostgreSQL, a path from the folder `cwd`, or a `file://` URL. Throws
 * `database_location_invalid`.
 */
export function parseDatabaseLocation(text: string, cwd: string): DatabaseLocation {
  if (text.trim() === '') {
    throw new DatabaseLocationError('the database has no name: give a postgres:// URL, or a file');
  }
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'file') return { file: parseFileUrl(text) };
  return scheme === undefined ? { file: resolve(cwd, text) } : { url: checkDatabaseUrl(text) };
}

/** Names a location without its secrets: the file, or host and database. */
export function nameLocation({ file, url }: DatabaseLocation): string {
  if (file !== undefined) return file;
  const { protocol, host, pathname } = new URL(checkDatabaseUrl(url));
  return `${protocol}//${host}${pathname}`;
}
