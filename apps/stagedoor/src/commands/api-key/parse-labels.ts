import { UsageError } from '../../errors.js';

/** Labels as they are given in a command line, `team=red`; a value may have more of the sign. Throws `usage`. */
export function parseLabels(given: readonly string[]): Readonly<Record<string, string>> {
  const labels = new Map<string, string>();
  for (const text of given) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new UsageError('--label takes a name and a value: --label team=red');
    }
    if (labels.has(name)) throw new UsageError(`--label gives ${JSON.stringify(name)} twice`);
    labels.set(name, value);
  }
  return Object.fromEntries(labels);
}
