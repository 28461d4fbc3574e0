import { findProjectId } from '../../domain/find-project-id.js';
import { EntryPointNotFoundError } from '../../errors.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { PERMANENT_ENTRY_POINT } from './entry-point.js';
import type { EntryPointPorts } from './entry-point-ports.js';
import { EntryPointPermanentError } from './errors.js';

/** Operation 10: an entry point is removed, and the bans of its streams with it. */
export async function removeEntryPoint({
  ports,
  input,
}: OperationCall<
  EntryPointPorts,
  { readonly path: { readonly appid: string; readonly entryPoint: string } }
>): Promise<OperationAnswer> {
  const { appid: appId, entryPoint: name } = input.path;
  if (name === PERMANENT_ENTRY_POINT) throw new EntryPointPermanentError();
  const projectId = await findProjectId(ports.projects, appId);
  if (!(await ports.entryPoints.remove(projectId, name))) {
    throw new EntryPointNotFoundError();
  }
  return { body: {}, target: `entry point ${name}`, details: { appId } };
}
