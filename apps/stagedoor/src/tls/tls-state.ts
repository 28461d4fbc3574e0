import { readTlsFiles, type TlsFiles, type TlsIdentity } from './read-tls-files.js';
import type { World } from '../world.js';

/** Certificate and key, where a server speaks TLS. */
export interface TlsState {
  readonly files: TlsFiles;
  readonly identity: TlsIdentity;
}

/** Reads what the settings name; undefined where they name nothing. Throws `tls_files_invalid`. */
export async function openTlsState(
  { tlsCert, tlsKey }: { readonly tlsCert?: string; readonly tlsKey?: string },
  world: World,
): Promise<TlsState | undefined> {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  const files = { tlsCert, tlsKey };
  return { files, identity: await readTlsFiles(files, world) };
}
