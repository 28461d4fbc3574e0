import type { Static, TObject, TSchema } from 'typebox';
import type { Caller } from '../domain/caller.js';
import type { SystemSources } from '../domain/system-sources.js';
import type { FamilyName } from './family-table.js';

/** What a handler is given: nothing of HTTP. */
export interface OperationCall<Ports, Input = unknown> {
  readonly ports: Ports;
  /** `path`, `query` and `body` as the operation's schema has them. */
  readonly input: Input;
  readonly caller: Caller;
  /** The organization that it is done for. */
  readonly organizationId: string;
  readonly sources: SystemSources;
}

/** What a handler gives back. */
export interface OperationAnswer {
  /** 200 unless it says another. */
  readonly status?: number;
  /** Sent as JSON. */
  readonly body: unknown;
  /** What was changed, for the audit trail: `project 3f0c9a7b1d`. Needed of every write. */
  readonly target?: string;
  /** More for the audit trail. Never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Done once a write is safe in the database: telling others of it. Must not throw. */
  readonly afterCommit?: () => void;
}

/**
 * What an operation asks of a user's token. Its App ID is that of `appIdIn`, which must be in the path: a token is proven
 * before a body is read.
 */
export interface TokenRequirement {
  /** `rtm`: it must let its user log in to Signaling. `rtc`: it must let its user join a channel. */
  readonly service: 'rtc' | 'rtm';
  /** The parameter of the path that must name the token's user; `rtm` only. */
  readonly userIdIn?: string;
  /** Whether `x-agora-token` and `x-agora-uid` will do as well; `rtm` only. */
  readonly takesPair?: boolean;
}

/** One method and path of the REST contract. Routes, OpenAPI, reference and tests are derived from these rows. */
export interface Operation<Ports> {
  /** `list-projects`. Never changes: metrics, audit trail and OpenAPI have it. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/dev/v1/channel/{appid}`: parameters in braces, each of `input.path`. */
  readonly path: string;
  readonly family: FamilyName;
  /** Whether it changes anything. A write runs in one transaction with its audit event. */
  readonly access: 'read' | 'write';
  /** One line, for OpenAPI and reference. */
  readonly summary: string;
  /** The document that describes it. */
  readonly source: string;
  /** Where the App ID is that the caller must be entitled to; none for those of a whole organization. */
  readonly appIdIn?: { readonly part: 'path' | 'query' | 'body'; readonly name: string };
  /** Where users may call it with their tokens, and its family takes those. */
  readonly token?: TokenRequirement;
  /**
   * Whether the answer depends on nothing but the rows of the organization: not on the input, the time or anything else. Then
   * it may be given again until one of them changes.
   */
  readonly answersUntilChange?: true;
  /** An object schema of `path`, `query` and `body`, as far as there are any. */
  readonly input: TObject;
  /** The body of each documented success, by status. */
  readonly answers: Readonly<Record<number, TSchema>>;
  /** The work, on input that `input` allows. Throws a `PlatformError` where it cannot be done. */
  readonly run: (call: OperationCall<Ports, never>) => Promise<OperationAnswer>;
}

/** A row of the table, whose `run` takes what its `input` allows. */
export function defineOperation<Ports, Schema extends TObject>(
  row: Omit<Operation<Ports>, 'input' | 'run'> & {
    readonly input: Schema;
    readonly run: (call: OperationCall<Ports, Static<Schema>>) => Promise<OperationAnswer>;
  },
): Operation<Ports> {
  return row;
}
