import type { Principal } from '@stagedoor/rest-auth';
import type { Operation } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';

/** A request of which it is proven who sent it. */
export interface ProvenRequest {
  readonly operation: Operation<OperationPorts>;
  readonly principal: Principal;
  /** Decoded once. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Parsed JSON, the octets of another content type, or undefined where there is none. */
  readonly body: unknown;
  readonly contentType: string | undefined;
  readonly address: string;
  readonly requestId: string;
}
