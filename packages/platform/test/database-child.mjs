/**
 * Another process that has a database open: `node database-child.mjs <location as JSON>`. Prints one line of JSON, with the
 * code of the error if there is one, and keeps the database open until its standard input ends. It runs what is built.
 */
import { openDatabase } from '../dist/storage/open-database.js';

const location = JSON.parse(process.argv[2]);
const timers = {
  after: (delayMillis, task) => {
    const timer = setTimeout(() => task(), delayMillis).unref();
    return () => clearTimeout(timer);
  },
};

try {
  const database = await openDatabase(location, { timers });
  process.stdout.write(`${JSON.stringify({ isOpen: true })}\n`);
  process.stdin.resume();
  process.stdin.once('end', () => void database.close());
} catch (error) {
  process.stdout.write(`${JSON.stringify({ code: error.code, message: error.message })}\n`);
}
