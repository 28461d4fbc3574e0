import { resolve } from 'node:path';
import type { World } from '../world.js';
import type { AdministrationOptions } from './administration-options.js';
import { hasAdminSocket, runThroughSocket } from './admin-socket.js';

/** The administration of one platform, wherever it runs. */
export interface OpenAdministration {
  /** Runs one command. Throws a `PlatformError`, or an `AdministrationError` with the same code. */
  run(id: string, input: object): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * The administration that the options name: that of the running server of the folder, else the storage itself, which is
 * then open until `close`. Throws `database_in_use`, `storage_unavailable` and what the master key may lack.
 */
export async function openAdministration(
  options: AdministrationOptions,
  world: World,
): Promise<OpenAdministration> {
  const { organization } = options;
  const actor = `cli:${world.userName}`;
  const folder = resolve(world.cwd, options.data);
  const isEmbedded = (options.database ?? world.env['STAGEDOOR_DATABASE_URL']) === undefined;
  if (isEmbedded && (await hasAdminSocket(folder))) {
    return {
      run: (id, input) => runThroughSocket(folder, { id, input, actor, organization }),
      close: async () => {},
    };
  }
  // A running server has all that it takes loaded already; here it takes a moment.
  const { openStorage } = await import('../open-storage.js');
  const { administration, close } = await openStorage({ ...options, makeIfMissing: false }, world);
  return {
    run: (id, input) => administration.run({ id, input, actor, organization }),
    close,
  };
}
