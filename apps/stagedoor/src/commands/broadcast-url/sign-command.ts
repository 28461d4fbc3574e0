import { signAndExplain, type SignedStreamUrl } from '@stagedoor/platform';
import type { Command } from 'commander';
import { UsageError } from '../../errors.js';
import { createErrorPaint } from '../../paint.js';
import { parseNumberOption } from '../../parse-number-option.js';
import type { World } from '../../world.js';
import { addKeyOptions, type KeyOptions, readKeySource } from './key-options.js';
import { parseSignedUrl } from './parse-stored-result.js';
import { runStored } from './run-stored.js';

const EXAMPLES = `
Examples:
  $ stagedoor broadcast url sign rtmp://push.example.com/live/stage-1 --auth-key-file key.txt
  $ stagedoor broadcast url sign https://play.example.com/live/stage-1.flv --app-id $APP_ID --expires-in 300
  $ ffmpeg -re -i show.mp4 -c copy -f flv "$(stagedoor broadcast url sign rtmp://push.example.com/live/stage-1 --app-id $APP_ID)"

The path is signed as it stands there: with its suffix, and percent-encoded where clients encode it.
`;

/** Ten minutes, which is what the documents advise. */
const DEFAULT_EXPIRES_IN_SECONDS = 600;

interface SignOptions extends KeyOptions {
  /** Seconds. */
  // oxlint-disable-next-line stagedoor/unit-in-name -- because commander names it after the option
  readonly expiresIn: number;
}

async function signBySource(
  url: string,
  options: SignOptions,
  world: World,
): Promise<SignedStreamUrl> {
  const source = await readKeySource(options, world);
  const now = options.now ?? world.now();
  const expiresAt = now + options.expiresIn;
  if (source.kind === 'key') {
    return signAndExplain({ url, authKey: source.authKey, expiresAt, now });
  }
  const input = { url, appId: source.appId, expiresAt, now };
  return parseSignedUrl(await runStored(options, world, { id: 'stream-url.sign', input }));
}

async function sign(url: string, options: SignOptions, world: World): Promise<void> {
  if (options.expiresIn < 1) throw new UsageError('--expires-in must be at least 1 second');
  const signed = await signBySource(url, options, world);
  if (options.json === true) {
    world.writeOut(`${JSON.stringify(signed)}\n`);
    return;
  }
  world.writeOut(`${signed.url}\n`);
  const paint = createErrorPaint(world);
  for (const { severity, message, fix } of signed.findings) {
    if (severity !== 'note')
      world.writeError(`${paint('warning', severity)}: ${message}. ${fix}.\n`);
  }
}

/** `stagedoor broadcast url sign`. */
export function addUrlSignCommand(parent: Command, world: World): void {
  const command = parent
    .command('sign')
    .description('add ts and sign to a stream URL')
    .argument('<url>', 'scheme://host/entry_point/stream, as clients will ask for it')
    .option(
      '--expires-in <seconds>',
      'how long the URL works',
      parseNumberOption,
      DEFAULT_EXPIRES_IN_SECONDS,
    );
  addKeyOptions(command)
    .addHelpText('after', EXAMPLES)
    .action((url: string, options: SignOptions) => sign(url, options, world));
}
