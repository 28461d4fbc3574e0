import { findProjectId } from '../../domain/find-project-id.js';
import { EntryPointNotFoundError } from '../../errors.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { StreamBanNotFoundError } from './errors.js';
import { isStreamName } from './parse-stream-name.js';
import type { StreamBanPorts } from './stream-ban-ports.js';
import type { StreamPath } from './stream-path.js';

/** Operation 12: a ban is lifted. */
export async function liftBan({
  ports,
  input,
  sources,
}: OperationCall<StreamBanPorts, { readonly path: StreamPath }>): Promise<OperationAnswer> {
  const { appid: appId, entryPoint, stream } = input.path;
  const projectId = await findProjectId(ports.projects, appId);
  if (!(await ports.entryPoints.has(projectId, entryPoint))) throw new EntryPointNotFoundError();
  const key = { projectId, entryPoint, stream };
  const wasBanned = isStreamName(stream) && (await ports.bannedStreams.remove(key, sources.now()));
  if (!wasBanned) throw new StreamBanNotFoundError();
  return { body: {}, target: `stream ${entryPoint}/${stream}`, details: { appId } };
}
