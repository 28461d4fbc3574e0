import { findProjectId } from '../../domain/find-project-id.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import type { EntryPointPorts } from './entry-point-ports.js';

/** Operation 9: all entry points of the project. */
export async function listEntryPoints({
  ports,
  input,
}: OperationCall<
  EntryPointPorts,
  { readonly path: { readonly appid: string } }
>): Promise<OperationAnswer> {
  const names = await ports.entryPoints.list(await findProjectId(ports.projects, input.path.appid));
  return { body: { entryPointList: names.map((name) => ({ name })) } };
}
