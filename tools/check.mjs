/**
 * `npm run check`: everything that must hold before a commit.
 *
 * Prints one line for each step, and what a step said only if it fails. `--only name,name` runs a part.
 */
import { isMain, ROOT } from './findings.mjs';
import { runSteps } from './run-steps.mjs';
import { runTests } from './test-report.mjs';

/** Steps at the same time. More would not be faster: most of them use more than one processor. */
const LANES = 2;

/** What the later steps need: they read what `types` has built. */
const FIRST_STEPS = [
  {
    name: 'format',
    command: 'node_modules/prettier/bin/prettier.cjs --check .',
    advice: 'run npm run fix',
  },
  {
    name: 'types',
    command: 'node_modules/typescript/bin/tsc -b',
    advice: 'correct the types',
  },
];

const LATER_STEPS = [
  {
    name: 'lint',
    command:
      'node_modules/oxlint/bin/oxlint --type-aware --format=unix packages apps bench runtimes conformance tools docs examples',
    advice: 'run npm run fix, then change by hand what remains',
  },
  {
    name: 'imports',
    command:
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs packages apps bench runtimes conformance',
    advice: 'read the comment of that rule in .dependency-cruiser.cjs',
  },
  {
    name: 'unused',
    command: 'node_modules/knip/bin/knip.js --no-progress',
    advice: 'remove it, or import it where it was meant for',
  },
  {
    name: 'shape',
    command: 'tools/shape.mjs',
    advice: 'make it smaller, or document it; a number in brackets is the limit',
  },
  {
    name: 'codes',
    command: 'tools/codes.mjs',
    advice: 'keep error classes and docs/errors together',
  },
  {
    name: 'words',
    command: 'tools/words.mjs',
    advice: 'choose a word of tools/words.txt, or add one on purpose',
  },
  {
    name: 'packages',
    command: 'tools/packages.mjs',
    advice: 'correct the manifest or what is built; npm pack --dry-run shows what goes in',
  },
  {
    name: 'api',
    command: 'tools/api-report.mjs',
    advice: 'if you meant to change what is public: npm run api, and read its diff',
  },
  {
    name: 'reference',
    command: 'tools/reference.mjs',
    advice: 'npm run reference',
  },
  {
    name: 'forbidden',
    command: 'tools/forbidden.mjs',
    advice: 'change the lines named above',
  },
];

/** Alone and last: it keeps every processor busy. */
const TESTS = {
  name: 'tests',
  command:
    'node_modules/vitest/vitest.mjs run --project together --project apart --coverage --coverage.reporter=text',
  advice: 'run npx vitest while you correct it',
};

/** Proofs that take longer than all other tests: only where they are asked for. */
const SLOW_TESTS = {
  name: 'slow',
  command: 'node_modules/vitest/vitest.mjs run --project slow',
  advice: 'run npx vitest --project slow with the name of the file while you correct it',
};

const PLAN = {
  root: ROOT,
  stages: [FIRST_STEPS, LATER_STEPS],
  tests: [TESTS],
  onDemand: [SLOW_TESTS],
};

/** Runs the steps and returns the exit code. The last line it prints is always the count. */
export const checkRepository = async (args, { root, stages, tests, onDemand } = PLAN) => {
  const usual = [...stages.flat(), ...tests].map(({ name }) => name);
  const names = [...usual, ...onDemand.map(({ name }) => name)];
  const chosen = args.includes('--only') ? chosenNames(args) : usual;
  const isChosen = ({ name }) => chosen.includes(name);
  const counts = [refuseUnknown(chosen, names)];
  for (const stage of stages) counts.push(await runSteps(root, stage.filter(isChosen), LANES));
  for (const each of [...tests, ...onDemand].filter(isChosen)) {
    counts.push(await runTests(root, each, process.env.CI === 'true'));
  }
  return printTotal(counts);
};

const chosenNames = (args) => (args[args.indexOf('--only') + 1] ?? '').split(',');

const refuseUnknown = (chosen, names) => {
  const unknown = chosen.filter((name) => !names.includes(name));
  if (unknown.length > 0) console.log(`no step ${unknown.join(', ')}: choose ${names.join(', ')}`);
  return { failed: unknown.length };
};

const printTotal = (counts) => {
  const total = (key) => counts.reduce((sum, count) => sum + (count[key] ?? 0), 0);
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
  console.log(`${total('passed')} passed, ${total('failed')} failed${skipped}`);
  return total('failed') === 0 ? 0 : 1;
};

if (isMain(import.meta.url)) process.exitCode = await checkRepository(process.argv.slice(2));
