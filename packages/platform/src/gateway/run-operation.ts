import type { AuditEvent } from '../features/audit-trail/audit-event.js';
import type { Caller } from '../domain/caller.js';
import type { OperationAnswer, OperationCall } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';
import type { GatewayRequest } from './gateway-request.js';
import type { OpenGateway } from './gateway.js';

/** The name of a caller in the audit trail. */
const nameActor = (caller: Caller): string =>
  caller.kind === 'customer' ? `customer:${caller.customerId}` : `user:${caller.appId}`;

/** What running an operation takes. */
export interface OperationRun {
  readonly request: GatewayRequest;
  readonly caller: Caller;
  /** As `operation.input` allows. */
  readonly input: never;
}

const MILLIS = 1000;

function toAuditEvent(
  { request, caller }: OperationRun,
  { target, details }: OperationAnswer,
  now: number,
): AuditEvent {
  return {
    atMs: now * MILLIS,
    organizationId: caller.organizationId,
    actor: nameActor(caller),
    action: request.operation.row.id,
    target,
    outcome: 'done',
    code: undefined,
    address: request.address,
    requestId: request.requestId,
    details,
  };
}

/** The change is made, so that whatever goes wrong now cannot take it back. */
function tellOthers(
  { afterCommit }: OperationAnswer,
  { requestId, operation }: GatewayRequest,
  { onFailure }: OpenGateway,
): void {
  try {
    afterCommit?.();
  } catch (error) {
    onFailure({ error, requestId, operationId: operation.row.id });
  }
}

/** Runs the handler: a write in one transaction with the audit event that tells of it. */
export async function runOperation(
  run: OperationRun,
  gateway: OpenGateway,
): Promise<OperationAnswer> {
  const { request, caller, input } = run;
  const { storage, services, readPorts, sources } = gateway;
  const { row } = request.operation;
  const { organizationId } = caller;
  const callWith = (ports: OperationPorts): OperationCall<OperationPorts, never> => ({
    ports,
    input,
    caller,
    organizationId,
    sources,
  });
  if (row.access === 'read') return row.run(callWith(readPorts));
  const answer = await storage.transact(organizationId, async (stores) => {
    const done = await row.run(callWith({ ...stores, ...services }));
    await stores.audit.append([toAuditEvent(run, done, sources.now())]);
    return done;
  });
  tellOthers(answer, request, gateway);
  return answer;
}
