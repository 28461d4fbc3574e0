/**
 * The words of exported names, and the source of every test vector.
 *
 * A name is made of words from tools/words.txt, so that one thing keeps one word. `node tools/words.mjs --list` prints
 * the words that are not in the list: choose a word that is, or add the new one.
 */
import { isMain, reportFindings, ROOT } from './findings.mjs';
import { isSource, listFiles, readLines } from './repository-files.mjs';
import { parseSource, readExports } from './syntax-tree.mjs';

const WORD_LIST = 'tools/words.txt';
/** Words that say nothing about a thing, wherever they stand in its name. */
const EMPTY_WORDS = new Set(['manager', 'helper', 'impl', 'util', 'info']);
/** Verbs that say nothing about what a function does. */
const EMPTY_VERBS = new Set(['handle', 'process', 'do', 'manage']);

/** Names with empty or unknown words, and vectors without a source. */
export const checkWords = (root) => {
  const files = listFiles(root);
  const known = readWordList(root, files);
  return [
    ...exportedNames(root, files).flatMap((item) => checkName(item, known)),
    ...files.filter(isVectorFile).flatMap((path) => checkVectors(root, path)),
  ];
};

/** The words in exported names that the list lacks, sorted. */
export const unknownWords = (root) => {
  const files = listFiles(root);
  const known = readWordList(root, files);
  const words = exportedNames(root, files).flatMap(({ name }) => splitWords(name));
  return [...new Set(words.filter((word) => !isKnown(word, known)))].toSorted(byAlphabet);
};

const byAlphabet = (a, b) => a.localeCompare(b, 'en');

const exportedNames = (root, files) =>
  files
    .filter((path) => /^packages\/[^/]+\/src\//.test(path) && isSource(path))
    .flatMap((path) => readExports(parseSource(root, path)));

const readWordList = (root, files) => {
  const lines = files.includes(WORD_LIST) ? readLines(root, WORD_LIST) : [];
  return new Set(lines.map((line) => line.replace(/#.*/, '').trim()).filter(Boolean));
};

/** `parseHTTPDate2` is `parse`, `http`, `date`; numbers are not words. */
const splitWords = (name) =>
  (name.match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+/g) ?? []).map((word) => word.toLowerCase());

const isKnown = (word, known) => singulars(word).some((form) => known.has(form));

const singulars = (word) => [word, word.replace(/s$/, ''), word.replace(/ies$/, 'y')];

const checkName = ({ path, line, name, kind }, known) => {
  const words = splitWords(name);
  const empty = words.find((word) => singulars(word).some((form) => EMPTY_WORDS.has(form)));
  const unknown = words.find((word) => !isKnown(word, known));
  return [
    empty && `${name}: '${empty}' says nothing, name the thing`,
    words.length > 1 && words.at(-1) === 'data' && `${name}: 'Data' says nothing, name the thing`,
    kind === 'function' && EMPTY_VERBS.has(words[0]) && `${name}: say what it does`,
    kind === 'interface' && /^I[A-Z][a-z]/.test(name) && `${name}: no I before an interface`,
    unknown && !empty && `${name}: '${unknown}' is not in ${WORD_LIST}`,
  ]
    .filter(Boolean)
    .map((message) => ({ path, line, message }));
};

const isVectorFile = (path) => /^vectors\/.*\.json$/.test(path);

const checkVectors = (root, path) => {
  const finding = (message) => ({ path, line: 1, message });
  const document = JSON.parse(readLines(root, path).join('\n'));
  if (hasSource(document)) return [];
  const entries = [document, ...Object.values(document)].filter(Array.isArray).flat();
  if (entries.length === 0) return [finding("no 'source': say where these vectors come from")];
  return entries.flatMap((entry, index) =>
    hasSource(entry) ? [] : [finding(`entry ${index} has no 'source': say where it comes from`)],
  );
};

const hasSource = (value) => typeof value?.source === 'string' && value.source.trim() !== '';

if (isMain(import.meta.url)) {
  if (process.argv.includes('--list')) console.log(unknownWords(ROOT).join('\n'));
  else reportFindings(checkWords(ROOT));
}
