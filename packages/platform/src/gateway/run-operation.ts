import type { Caller } from '../domain/caller.js';
import type { SystemSources } from '../domain/system-sources.js';
import type { OperationAnswer, OperationCall } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';
import type { Storage } from '../storage/storage.js';
import type { ProvenRequest } from './proven-request.js';

/** The name of a caller in the audit trail. */
const nameActor = (caller: Caller): string =>
  caller.kind === 'customer' ? `customer:${caller.customerId}` : `user:${caller.appId}`;

/** What running an operation takes. */
export interface OperationRun {
  readonly request: ProvenRequest;
  readonly caller: Caller;
  /** As `operation.input` allows. */
  readonly input: never;
  readonly storage: Storage;
  readonly sources: SystemSources;
}

/** Runs the handler: a write in one transaction with the audit event that tells of it. */
export async function runOperation({
  request,
  caller,
  input,
  storage,
  sources,
}: OperationRun): Promise<OperationAnswer> {
  const { operation, address, requestId } = request;
  const { organizationId } = caller;
  const callWith = (ports: OperationPorts): OperationCall<OperationPorts, never> => ({
    ports,
    input,
    caller,
    organizationId,
    sources,
  });
  if (operation.access === 'read') return operation.run(callWith(storage.stores));
  return storage.transact(organizationId, async (stores) => {
    const answer = await operation.run(callWith(stores));
    await stores.audit.append([
      {
        atMs: sources.now() * 1000,
        organizationId,
        actor: nameActor(caller),
        action: operation.id,
        target: answer.target,
        outcome: 'done',
        code: undefined,
        address,
        requestId,
        details: answer.details,
      },
    ]);
    return answer;
  });
}
