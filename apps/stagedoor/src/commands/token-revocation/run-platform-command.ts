import type { AdministrationOptions } from '../../administration/administration-options.js';
import { openAdministration } from '../../administration/open-administration.js';
import type { World } from '../../world.js';

/** A command of the platform's administration, and its input. */
export interface PlatformCommand {
  readonly id: string;
  readonly input: object;
}

/** Runs one command on the platform that the options name, and gives its result. */
export async function runPlatformCommand(
  { id, input }: PlatformCommand,
  options: AdministrationOptions,
  world: World,
): Promise<unknown> {
  const administration = await openAdministration(options, world);
  try {
    return await administration.run(id, input);
  } finally {
    await administration.close();
  }
}
