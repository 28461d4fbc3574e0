import { findProjectId } from '../../domain/find-project-id.js';
import { EntryPointNotFoundError } from '../../errors.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { TooManyStreamBansError } from './errors.js';
import { parseResumeTime } from './parse-resume-time.js';
import { parseStreamName } from './parse-stream-name.js';
import type { StreamKey } from './stream-ban.js';
import type { StreamBanPorts } from './stream-ban-ports.js';
import type { StreamPath } from './stream-path.js';

/** A stream that is banned already gets another end, however many bans there are. */
async function checkQuota(
  { bannedStreams, quotas }: StreamBanPorts,
  { projectId, entryPoint, stream }: StreamKey,
  at: number,
): Promise<void> {
  if ((await bannedStreams.count(projectId, at)) < quotas.maxStreamBans) return;
  if (await bannedStreams.isBanned(projectId, entryPoint, stream, at)) return;
  throw new TooManyStreamBansError(quotas.maxStreamBans);
}

/** Operation 11: a stream is banned, or its ban gets another end. */
export async function banStream({
  ports,
  input,
  sources,
}: OperationCall<
  StreamBanPorts,
  { readonly path: StreamPath; readonly body: { readonly resumeTime?: string } }
>): Promise<OperationAnswer> {
  const { appid: appId, entryPoint } = input.path;
  const stream = parseStreamName(input.path.stream);
  const now = sources.now();
  const end = parseResumeTime(input.body.resumeTime, now);
  const projectId = await findProjectId(ports.projects, appId);
  if (!(await ports.entryPoints.hold(projectId, entryPoint))) throw new EntryPointNotFoundError();
  const key = { projectId, entryPoint, stream };
  await checkQuota(ports, key, now);
  await ports.bannedStreams.put({ ...key, ...end });
  return {
    body: {},
    target: `stream ${entryPoint}/${stream}`,
    details: { appId, resumeTime: end.resumeTime },
  };
}
