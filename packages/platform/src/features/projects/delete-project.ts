import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { findReachable } from './find-reachable.js';
import type { ProjectPorts } from './project-ports.js';

/** P9: removes a project with all that belongs to it. */
export async function deleteProject(
  call: OperationCall<ProjectPorts, { readonly body: { readonly id: string } }>,
): Promise<OperationAnswer> {
  const project = await findReachable(call, call.input.body.id);
  const { id, name, appId } = project;
  await call.ports.projects.remove(id);
  return { body: { success: true }, target: `project ${id}`, details: { name, appId } };
}
