import type { AdministrationOptions } from '../../administration/administration-options.js';
import { openAdministration } from '../../administration/open-administration.js';
import type { World } from '../../world.js';

/** Runs one administrator's command, and closes what was opened for it. */
export async function runStored(
  options: AdministrationOptions,
  world: World,
  command: { readonly id: string; readonly input: object },
): Promise<unknown> {
  const administration = await openAdministration(options, world);
  try {
    return await administration.run(command.id, command.input);
  } finally {
    await administration.close();
  }
}
