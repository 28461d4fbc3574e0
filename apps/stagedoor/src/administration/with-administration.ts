import type { World } from '../world.js';
import type { AdministrationOptions } from './administration-options.js';
import { openAdministration } from './open-administration.js';

/** Runs one command of the administration and gives its result. */
export type RunAdminCommand = (id: string, input: object) => Promise<unknown>;

/** Lets `work` run commands on the platform that the options name, and closes it. Throws what `openAdministration` throws. */
export async function withAdministration<T>(
  options: AdministrationOptions,
  world: World,
  work: (run: RunAdminCommand) => Promise<T>,
): Promise<T> {
  const administration = await openAdministration(options, world);
  try {
    return await work((id, input) => administration.run(id, input));
  } finally {
    await administration.close();
  }
}
