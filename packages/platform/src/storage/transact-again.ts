import type { Connection } from './database.js';
import { isConflict } from './to-storage-error.js';

const MAX_ATTEMPTS = 3;

/** Does all of `work` in a transaction, and again where it was given up in favour of another one. */
export async function transactAgain<T>(
  connection: Connection,
  work: (transaction: Connection) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connection.transaction().execute(work);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isConflict(error)) throw error;
    }
  }
}
