import { type Static, Type } from 'typebox';
import {
  defineOperation,
  type Operation,
  type OperationAnswer,
  type OperationCall,
} from '../../operations/operation.js';
import { admitUser } from './admit-user.js';
import type { AdmissionOperationPorts } from './admission-ports.js';
import { AdmissionInput } from './admission-input.js';
import { AdmittedView, RefusedView, viewAdmission } from './admission-view.js';

async function checkAdmission({
  ports,
  input,
  sources,
}: OperationCall<
  AdmissionOperationPorts,
  { readonly body: Static<typeof AdmissionInput> }
>): Promise<OperationAnswer> {
  const { revocations, kickingRules, projects, projectDirectory = projects } = ports;
  const { service = 'rtc', ...request } = input.body;
  const found = { projects: projectDirectory, revocations, kickingRules };
  return { body: viewAdmission(await admitUser({ service, ...request }, found, sources)) };
}

/** Asking whether a user comes in, for services of others. */
export const admissionOperations: readonly Operation<AdmissionOperationPorts>[] = [
  defineOperation({
    id: 'check-admission',
    method: 'POST',
    path: '/stagedoor/v1/admissions',
    family: 'stagedoor',
    // It changes nothing, and the answer to the same question may differ a second later.
    access: 'read',
    summary:
      'Decide whether a user who arrives with a token comes in, and what he may do. Who does not is a 200, too',
    source: 'Stagedoor, docs/guide/admit-users.md',
    appIdIn: { part: 'body', name: 'appId' },
    input: Type.Object({ body: AdmissionInput }),
    answers: { 200: Type.Union([AdmittedView, RefusedView]) },
    run: checkAdmission,
  }),
];
