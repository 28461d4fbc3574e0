import { certificateOf } from '../../domain/project.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { resetPrimary, switchCertificate } from './certificates.js';
import { findEnabled } from './find-reachable.js';
import type { ProjectPorts } from './project-ports.js';
import { writeChange } from './write-change.js';

/** P6: takes the primary certificate out of use, or into use again with the same text. */
export async function switchSignKey(
  call: OperationCall<
    ProjectPorts,
    { readonly body: { readonly id: string; readonly enable?: boolean } }
  >,
): Promise<OperationAnswer> {
  const { id, enable: isEnabled = true } = call.input.body;
  const project = await findEnabled(call, id);
  const isThere = certificateOf(project, 'primary') !== undefined;
  const details = { slot: 'primary', state: isEnabled ? 'live' : 'disabled' } as const;
  // The operation is asked for by name, so the last live certificate goes too.
  if (isThere) return writeChange(switchCertificate(project, details, FORCED), call.ports, details);
  const changed = isEnabled ? resetPrimary(project, call.sources) : project;
  return writeChange(changed, call.ports, details);
}

const FORCED = { isForced: true };
