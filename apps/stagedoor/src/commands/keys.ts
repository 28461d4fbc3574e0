import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../administration/administration-options.js';
import { type RunAdminCommand, withAdministration } from '../administration/with-administration.js';
import { AdministrationError, UsageError } from '../errors.js';
import { createPaint } from '../paint.js';
import type { World } from '../world.js';
import { describeKeys, describePruning, describeRotation } from './keys/describe-keys.js';
import {
  parseKeyList,
  parseMasterKeyPruning,
  parseMasterKeyRotation,
  parseResealRun,
} from './keys/parse-keys-result.js';

const EXAMPLES = `
Examples:
  $ stagedoor keys list
  $ stagedoor keys rotate                 a new master key wraps all data keys
  $ stagedoor keys prune                  removes old master keys, once nothing needs them
  $ stagedoor keys rotate --data-key      a new data key, and every secret sealed anew with it

All of it is done while servers run, and can be killed and run again at any moment. None of it shows a key.
`;

const SEVERAL_SERVERS = `
Where several servers each have a file of their own, they all need the new master key before it is used:
  $ stagedoor keys rotate --prepare
  … copy the file to the other servers …
  $ stagedoor keys rotate

Where the master key comes from the environment or from a command, put a new one in front of the old one there, restart the
servers, and run stagedoor keys rotate.
`;

interface RotateOptions extends AdministrationOptions {
  readonly prepare?: true;
  readonly dataKey?: true;
}

/** What was sealed anew, and what could not be. */
interface ResealTotal {
  readonly dataKeyId: string;
  readonly resealed: number;
  readonly unreadable: readonly string[];
}

/** In small steps, each of which is one command, so that others have their turn. */
async function resealAll(run: RunAdminCommand): Promise<ResealTotal> {
  const unreadable: string[] = [];
  let resealed = 0;
  let position: object | undefined;
  for (;;) {
    const input = position === undefined ? {} : { position };
    const {
      dataKeyId,
      count,
      unreadable: found,
      next,
    } = parseResealRun(await run('keys.reseal', input));
    resealed += count;
    unreadable.push(...found);
    if (next === undefined) return { dataKeyId, resealed, unreadable };
    position = next;
  }
}

function print(value: object, text: string, { json }: AdministrationOptions, world: World): void {
  world.writeOut(`${json === true ? JSON.stringify(value) : text}\n`);
}

async function reseal(
  options: AdministrationOptions,
  world: World,
  { isKeyNew }: { readonly isKeyNew: boolean },
): Promise<void> {
  const total = await withAdministration(options, world, async (run) => {
    if (isKeyNew) await run('keys.rotate-data-key', {});
    return resealAll(run);
  });
  const { dataKeyId, resealed, unreadable } = total;
  const text = `Data key ${dataKeyId} seals now; ${resealed} values were sealed anew.`;
  print(total, text, options, world);
  if (unreadable.length === 0) return;
  throw new AdministrationError(
    'sealed_text_invalid',
    `these do not open, and were left as they are: ${unreadable.join(', ')}`,
  );
}

async function rotate(options: RotateOptions, world: World): Promise<void> {
  const { prepare = false, dataKey } = options;
  if (dataKey === true) {
    if (prepare) throw new UsageError('--prepare is for the master key: leave out --data-key');
    await reseal(options, world, { isKeyNew: true });
    return;
  }
  const rotation = await withAdministration(options, world, async (run) =>
    parseMasterKeyRotation(await run('keys.rotate', { prepare })),
  );
  print(rotation, describeRotation(rotation, prepare), options, world);
}

async function list(options: AdministrationOptions, world: World): Promise<void> {
  const keys = await withAdministration(options, world, async (run) =>
    parseKeyList(await run('keys.list', {})),
  );
  print(keys, describeKeys(keys, createPaint(world)), options, world);
}

async function prune(options: AdministrationOptions, world: World): Promise<void> {
  const pruning = await withAdministration(options, world, async (run) =>
    parseMasterKeyPruning(await run('keys.prune', {})),
  );
  print(pruning, describePruning(pruning), options, world);
}

/** `stagedoor keys`: the group. */
export function addKeysCommand(program: Command, world: World): void {
  const group = program
    .command('keys')
    .description('list and rotate the keys that secrets are encrypted with')
    .addHelpText('after', EXAMPLES);
  addAdministrationOptions(
    group.command('list').description('list master keys and data keys: IDs, states and counts'),
  ).action((options: AdministrationOptions) => list(options, world));
  addAdministrationOptions(
    group
      .command('rotate')
      .description('wrap all data keys with a new master key')
      .option('--prepare', 'make the new master key, and wrap nothing with it yet')
      .option('--data-key', 'make a new data key instead, and seal every secret anew with it'),
  )
    .addHelpText('after', SEVERAL_SERVERS)
    .action((options: RotateOptions) => rotate(options, world));
  addAdministrationOptions(
    group
      .command('reseal')
      .description('seal anew what an older data key has sealed, as after a rotation broke off'),
  ).action((options: AdministrationOptions) => reseal(options, world, { isKeyNew: false }));
  addAdministrationOptions(
    group.command('prune').description('remove old master keys that wrap nothing any more'),
  ).action((options: AdministrationOptions) => prune(options, world));
}
