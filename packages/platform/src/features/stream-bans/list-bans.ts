import { findProjectId } from '../../domain/find-project-id.js';
import { EntryPointNotFoundError } from '../../errors.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import type { StreamBanPorts } from './stream-ban-ports.js';
import type { EntryPointPath } from './stream-path.js';

/** Operation 13: the bans of an entry point that hold now. */
export async function listBans({
  ports,
  input,
  sources,
}: OperationCall<StreamBanPorts, { readonly path: EntryPointPath }>): Promise<OperationAnswer> {
  const { appid, entryPoint } = input.path;
  const projectId = await findProjectId(ports.projects, appid);
  if (!(await ports.entryPoints.has(projectId, entryPoint))) throw new EntryPointNotFoundError();
  const bans = await ports.bannedStreams.list({ projectId, entryPoint }, sources.now());
  const bannedStreamList = bans.map(({ stream, resumeTime }) => ({ name: stream, resumeTime }));
  return { body: { bannedStreamList } };
}
