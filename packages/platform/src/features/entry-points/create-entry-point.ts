import { findProjectId } from '../../domain/find-project-id.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import type { EntryPointPorts } from './entry-point-ports.js';
import { EntryPointTakenError, TooManyEntryPointsError } from './errors.js';
import { parseEntryPointName } from './parse-entry-point-name.js';

/** Operation 8: a new entry point. */
export async function createEntryPoint({
  ports,
  input,
  sources,
}: OperationCall<
  EntryPointPorts,
  { readonly path: { readonly appid: string }; readonly query: { readonly id: string } }
>): Promise<OperationAnswer> {
  const { appid: appId } = input.path;
  const name = parseEntryPointName(input.query.id);
  const projectId = await findProjectId(ports.projects, appId);
  const { maxEntryPoints } = ports.quotas;
  if ((await ports.entryPoints.count(projectId)) >= maxEntryPoints) {
    throw new TooManyEntryPointsError(maxEntryPoints);
  }
  const isNew = await ports.entryPoints.add({ projectId, name, createdAt: sources.now() });
  if (!isNew) throw new EntryPointTakenError(name);
  return { status: 201, body: { name }, target: `entry point ${name}`, details: { appId } };
}
