import { InvalidAppIdError } from '../errors.js';

/** `foreign_key_violation` of PostgreSQL, and what SQLite calls it. */
const MISSING_REFERENCE = ['23503', 'SQLITE_CONSTRAINT_FOREIGNKEY'];

const isMissingReference = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  MISSING_REFERENCE.includes(error.code);

/** Runs an insert of what belongs to a project. Throws `invalid_appid` where the project was removed meanwhile. */
export async function insertOfProject<T>(insert: () => Promise<T>): Promise<T> {
  try {
    return await insert();
  } catch (error) {
    if (isMissingReference(error)) throw new InvalidAppIdError();
    throw error;
  }
}
