import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { findReachable } from './find-reachable.js';
import type { ProjectPorts } from './project-ports.js';
import { writeChange } from './write-change.js';

/** P4: enables or disables a project. */
export async function setProjectStatus(
  call: OperationCall<
    ProjectPorts,
    { readonly body: { readonly id: string; readonly status: number } }
  >,
): Promise<OperationAnswer> {
  const { id, status: wanted } = call.input.body;
  const status = wanted === 1 ? 'enabled' : 'disabled';
  const project = await findReachable(call, id);
  return writeChange({ ...project, status }, call.ports, { status });
}
