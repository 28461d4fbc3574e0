import type { CliRun, TestWorld } from './test-world.js';

/** What `stagedoor serve` prints when it is ready. */
export interface Ready {
  readonly url: string;
  readonly operationsUrl: string;
}

/** What `stagedoor dev` prints of the demo project and customer. */
export interface Demo {
  readonly appId: string;
  readonly certificate: string;
  readonly customerId: string;
  readonly customerSecret: string;
}

/** What is done with a server that is ready. `ended` resolves when it has stopped. */
export type ServerUse<T> = (ready: T, ended: Promise<CliRun>) => Promise<void>;

/** Runs a server command, and `use` when it is ready; then stops it. */
export async function whileRunning<T>(
  world: TestWorld,
  argv: readonly string[],
  use: ServerUse<T>,
): Promise<CliRun> {
  const output = world.untilOutput();
  const ended = world.run(...argv, '--json');
  await Promise.race([output, ended]);
  if (world.out === '') return ended;
  try {
    await use(JSON.parse(world.out) as T, ended);
  } finally {
    world.stop();
  }
  return ended;
}

/** A platform with a customer in the default folder, made by the development server. */
export async function makePlatform(world: TestWorld): Promise<Demo> {
  let made: Demo | undefined;
  await whileRunning<Demo>(world, ['dev', '--port', '0'], async (ready) => {
    made = ready;
  });
  if (made === undefined) throw new Error(`no platform was made: ${world.error}`);
  world.restart();
  return made;
}

/** Runs `stagedoor serve` on free ports, and `use` when it is ready. */
export function serve(
  world: TestWorld,
  use: ServerUse<Ready>,
  ...argv: readonly string[]
): Promise<CliRun> {
  return whileRunning(world, ['serve', '--port', '0', '--operations-port', '0', ...argv], use);
}

/** `Authorization` of that customer. */
export const basicOf = ({ customerId, customerSecret }: Demo): string =>
  `Basic ${Buffer.from(`${customerId}:${customerSecret}`).toString('base64')}`;
