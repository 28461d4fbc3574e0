import { createApiKey } from '@stagedoor/token-server';
import type { Command } from 'commander';
import { UsageError } from '../errors.js';
import { createPaint } from '../paint.js';
import { parseNumberOption } from '../parse-number-option.js';
import type { World } from '../world.js';
import type { ApiKeyStore, GivenApiKey, KeptApiKey } from './api-key/api-key-store.js';
import { describeApiKey, describeApiKeys, showApiKey } from './api-key/describe-api-key.js';
import {
  addStoreOptions,
  type StoreOptions,
  withApiKeyStore,
} from './api-key/open-api-key-store.js';
import { parseLabels } from './api-key/parse-labels.js';
import { collectValues } from './request/customer-options.js';

const EXAMPLES = `
Examples:
  $ stagedoor api-key create --name web --scope call --label team=red
  $ stagedoor api-key list
  $ stagedoor api-key rotate $KEY_ID --overlap 604800
  $ stagedoor api-key disable $KEY_ID
  $ stagedoor api-key create --file keys.json --name web

Keys are kept by the platform, or with --file in a file for stagedoor token-server. A key is shown once, by the command that
makes it; what is kept are hashes. A key that is lost is rotated.
`;

const ROTATE_HELP = `
The new key has the same ID. Both work until the overlap is over:
  $ stagedoor api-key rotate $KEY_ID
  … give the new key to whoever has the old one …
A key that has leaked is rotated with --overlap 0, which ends the old one at once.
`;

const DEFAULT_OVERLAP_SECONDS = 86_400;

/** What a whole key looks like. */
const WHOLE_KEY = /^sd_/;

interface CreateOptions extends StoreOptions {
  readonly name: string;
  readonly scope?: readonly string[];
  readonly project?: readonly string[];
  readonly label?: readonly string[];
  // oxlint-disable-next-line stagedoor/unit-in-name -- because commander names it after the option
  readonly expiresIn?: number;
}

interface RotateOptions extends StoreOptions {
  readonly overlap: number;
  readonly dropOld?: true;
}

/** Where the output of a command goes. */
interface Output {
  readonly options: StoreOptions;
  readonly world: World;
}

function print(value: unknown, lines: readonly string[], { options, world }: Output): void {
  const text = options.json === true ? JSON.stringify(value) : lines.join('\n');
  world.writeOut(`${text}\n`);
}

function printKey(kept: KeptApiKey, output: Output): void {
  const { world } = output;
  const shown = showApiKey(kept, world.now());
  print(shown, describeApiKey(shown, world.now(), createPaint(world)), output);
}

/** The key is kept by now: one that nobody can use is better than one that nobody has. */
function printNewKey({ key, kept }: GivenApiKey, output: Output): void {
  const { world } = output;
  const shown = showApiKey(kept, world.now());
  const lines = describeApiKey(shown, world.now(), createPaint(world));
  const once =
    'The key is shown this once. Keep it where only the program that needs it can read it.';
  print({ key, ...shown }, [key, '', ...lines, '', once], output);
}

async function create(options: CreateOptions, world: World): Promise<void> {
  const { name, scope, project, label, expiresIn } = options;
  const labels = parseLabels(label ?? []);
  const now = world.now();
  const made = await withApiKeyStore(options, world, async (store) => {
    const created = createApiKey({
      name,
      scopes: scope,
      labels,
      appIds: project,
      expiresAt: expiresIn === undefined ? undefined : now + expiresIn,
      now,
      randomBytes: (size) => world.randomBytes(size),
    });
    await store.add(created.stored);
    return { key: created.key, kept: created.stored };
  });
  printNewKey(made, { options, world });
}

async function list(options: StoreOptions, world: World): Promise<void> {
  const keys = await withApiKeyStore(options, world, (store) => store.list());
  const shown = keys.map((key) => showApiKey(key, world.now()));
  print({ keys: shown }, describeApiKeys(shown, createPaint(world)), { options, world });
}

/** A key in a command line is in the history of the shell, and seen by all users of the machine. */
function checkKeyId(keyId: string): void {
  if (!WHOLE_KEY.test(keyId)) return;
  throw new UsageError(
    'give the key ID alone, which stands between sd_ and the next _; if this was a whole key, rotate it',
  );
}

async function rotate(keyId: string, options: RotateOptions, world: World): Promise<void> {
  checkKeyId(keyId);
  const made = await withApiKeyStore(options, world, (store) =>
    store.rotate(keyId, {
      overlapSeconds: options.overlap,
      dropPrevious: options.dropOld === true,
      now: world.now(),
      randomBytes: (size) => world.randomBytes(size),
    }),
  );
  printNewKey(made, { options, world });
}

/** What the commands do that take a key ID and nothing else. */
const CHANGES = [
  {
    name: 'disable',
    description: 'refuse a key, which stays',
    run: (store: ApiKeyStore, keyId: string) => store.setDisabled(keyId, true),
  },
  {
    name: 'enable',
    description: 'let a disabled key work again',
    run: (store: ApiKeyStore, keyId: string) => store.setDisabled(keyId, false),
  },
  {
    name: 'remove',
    description: 'remove a key for good, and print what it was',
    run: (store: ApiKeyStore, keyId: string) => store.remove(keyId),
  },
] as const;

function addCreateCommand(group: Command, world: World): void {
  const command = group
    .command('create')
    .description('make a key, and print it')
    .requiredOption('--name <text>', 'what it is for')
    .option('--scope <scope>', 'what policies may ask for, once for each', collectValues)
    .option('--project <app-id>', 'a project that it is for (default: all)', collectValues)
    .option('--label <name=value>', 'what policies can compare, once for each', collectValues)
    .option('--expires-in <seconds>', 'when it ends (default: never)', parseNumberOption);
  addStoreOptions(command).action((options: CreateOptions) => create(options, world));
}

function addRotateCommand(group: Command, world: World): void {
  const command = group
    .command('rotate')
    .description('make a new secret for a key, and print the new key')
    .argument('<key-id>', 'of the key')
    .option(
      '--overlap <seconds>',
      'how long the old one still works',
      parseNumberOption,
      DEFAULT_OVERLAP_SECONDS,
    )
    .option('--drop-old', 'where two secrets are live, drop the older one')
    .addHelpText('after', ROTATE_HELP);
  addStoreOptions(command).action((keyId: string, options: RotateOptions) =>
    rotate(keyId, options, world),
  );
}

/** `stagedoor api-key`: the group. */
export function addApiKeyCommand(program: Command, world: World): void {
  const group = program
    .command('api-key')
    .description('make, rotate, disable and list the API keys of a token server')
    .addHelpText('after', EXAMPLES);
  addCreateCommand(group, world);
  addStoreOptions(group.command('list').description('list the keys, the oldest first')).action(
    (options: StoreOptions) => list(options, world),
  );
  addRotateCommand(group, world);
  for (const { name, description, run } of CHANGES) {
    const command = group.command(name).description(description);
    addStoreOptions(command.argument('<key-id>', 'of the key')).action(
      async (keyId: string, options: StoreOptions) => {
        checkKeyId(keyId);
        const kept = await withApiKeyStore(options, world, (store) => run(store, keyId));
        printKey(kept, { options, world });
      },
    );
  }
}
