import { findCurlOption, type CurlEffect } from './curl-options.js';

/** What one option of a command says; the value is empty where it takes none. */
export interface CurlSetting {
  readonly effect: CurlEffect;
  readonly value: string;
}

/** Settings, and how many of the following words they took. */
interface ReadWord {
  readonly settings: readonly CurlSetting[];
  readonly takenCount: number;
}

function readLong(name: string, next: string | undefined): ReadWord {
  const [, option = name, value] = /^([^=]+)=([\s\S]*)$/.exec(name) ?? [];
  const { effect, takesValue } = findCurlOption(option);
  if (value !== undefined) return { settings: [{ effect, value }], takenCount: 0 };
  if (!takesValue) return { settings: [{ effect, value: '' }], takenCount: 0 };
  return { settings: [{ effect, value: next ?? '' }], takenCount: 1 };
}

/** `-sSXPOST`: letters without a value, until one takes the rest of the word, or the next one. */
function readShort(letters: string, next: string | undefined): ReadWord {
  const settings: CurlSetting[] = [];
  for (const [at, letter] of Array.from(letters).entries()) {
    const { effect, takesValue } = findCurlOption(letter);
    if (!takesValue) {
      settings.push({ effect, value: '' });
      continue;
    }
    const rest = letters.slice(at + 1);
    settings.push({ effect, value: rest === '' ? (next ?? '') : rest });
    return { settings, takenCount: rest === '' ? 1 : 0 };
  }
  return { settings, takenCount: 0 };
}

function readWord(word: string, next: string | undefined): ReadWord {
  if (word.startsWith('--')) return readLong(word.slice(2), next);
  if (word.startsWith('-') && word.length > 1) return readShort(word.slice(1), next);
  return { settings: [{ effect: 'url', value: word }], takenCount: 0 };
}

/** What the words behind `curl` say, in order. */
export function readCurlWords(words: readonly string[]): readonly CurlSetting[] {
  const settings: CurlSetting[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    // `--next` begins another request.
    if (word === '--next' || word === '-:') return settings;
    const read = readWord(word, words[at + 1]);
    settings.push(...read.settings);
    at += read.takenCount;
  }
  return settings;
}
