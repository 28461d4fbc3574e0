import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { resetPrimary } from './certificates.js';
import { findEnabled } from './find-reachable.js';
import type { ProjectPorts } from './project-ports.js';
import { writeChange } from './write-change.js';

/** P7: another primary certificate in place of the one that is, which is good no more. Turns it on. */
export async function resetSignKey(
  call: OperationCall<ProjectPorts, { readonly body: { readonly id: string } }>,
): Promise<OperationAnswer> {
  const project = await findEnabled(call, call.input.body.id);
  return writeChange(resetPrimary(project, call.sources), call.ports, { slot: 'primary' });
}
