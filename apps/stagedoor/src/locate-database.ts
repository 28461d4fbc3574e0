import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DatabaseLocation, parseDatabaseLocation } from '@stagedoor/platform';
import type { World } from './world.js';

const FILE_NAME = 'stagedoor.db';

/** How the commands of a platform name its database. */
export interface DatabaseOptions {
  /** The folder of an embedded platform. */
  readonly data: string;
  /** The URL of a PostgreSQL database, which counts more. */
  readonly database?: string | undefined;
}

/** Where the database of a platform is: `--database`, `STAGEDOOR_DATABASE_URL`, or in `--data`. */
export function locateDatabase(
  { data, database }: DatabaseOptions,
  world: World,
): DatabaseLocation {
  const url = database ?? world.env['STAGEDOOR_DATABASE_URL'];
  // What is no URL of PostgreSQL is refused where it is opened.
  if (url !== undefined) return { url };
  return { file: join(resolve(world.cwd, data), FILE_NAME) };
}

/** A database as `stagedoor copy` names it: a URL, the file itself, or the folder that it is in. Throws `database_location_invalid`. */
export function locateGivenDatabase(text: string, world: World): DatabaseLocation {
  const location = parseDatabaseLocation(text, world.cwd);
  if (location.file === undefined) return location;
  const isFolder = statSync(location.file, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? { file: join(location.file, FILE_NAME) } : location;
}
