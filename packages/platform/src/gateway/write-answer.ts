import { AuthError, type HeaderPairs } from '@stagedoor/rest-auth';
import { PlatformError } from '../errors.js';
import type { LimitVerdict } from '../limits/rate-limiter.js';
import type { Family } from '../operations/family-table.js';
import type { OperationAnswer } from '../operations/operation.js';
import { TooManyFailuresError } from './errors.js';

/** The answer of a handler that could do its work. */
export interface SuccessAnswer {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
}

/** What is sent back. */
export interface GatewayAnswer extends SuccessAnswer {
  /** The value of `X-Stagedoor-Error`: what the sender may know of the reason. */
  readonly errorCode?: string;
  /** What is left of the limit that was counted, where it came that far. */
  readonly limit?: LimitVerdict | undefined;
  /** Header fields of this answer alone, such as challenges. */
  readonly headers?: HeaderPairs;
}

/** What the form of an error depends on. */
export interface ErrorForm {
  /** Undefined where the request is for no operation. */
  readonly family: Pick<Family, 'errorKeys'> | undefined;
  /** What a 401 carries. */
  readonly challenges: HeaderPairs;
  readonly requestId: string;
}

/** Those that stand in front of all families give one key, as published: rest-api.md 1.4. */
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([401, 429]);
const GATEWAY_KEYS = ['message'] as const;

const UNAVAILABLE: HeaderPairs = [['Retry-After', '1']];
const NOT_ENTITLED = 'Invalid authentication credentials';

/** What a handler gives back, as it is sent. */
export function writeSuccess({ status = 200, body }: OperationAnswer): SuccessAnswer {
  return { status, body: JSON.stringify(body) };
}

function writeText(status: number, text: string, { family }: ErrorForm): string {
  const keys = GATEWAY_STATUSES.has(status) ? GATEWAY_KEYS : (family?.errorKeys ?? GATEWAY_KEYS);
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, text])));
}

/** Of a fault on this side the sender learns nothing but where the operator may look for it. */
function writeFault(status: number, code: string, { requestId }: ErrorForm): GatewayAnswer {
  const message = status === 503 ? 'Service unavailable' : 'Internal server error';
  const body = JSON.stringify({ message, request_id: requestId });
  return { status, body, errorCode: code, headers: status === 503 ? UNAVAILABLE : [] };
}

const textOf = (json: string): string => {
  const parsed: unknown = JSON.parse(json);
  return typeof parsed === 'object' && parsed !== null
    ? String(Reflect.get(parsed, 'message'))
    : '';
};

/** Written anew for each answer, and not by the verifier. */
const OWN_NAMES: ReadonlySet<string> = new Set(['content-type', 'x-stagedoor-error']);

/** A refusal of the verifier, which has its own texts, in the form of the family. */
function writeRefusal({ answer, publicCode }: AuthError, form: ErrorForm): GatewayAnswer {
  const { status, headers, body } = answer;
  if (status >= 500) return writeFault(status, publicCode, form);
  return {
    status,
    body: writeText(status, textOf(body), form),
    errorCode: publicCode,
    headers: headers.filter(([name]) => !OWN_NAMES.has(name.toLowerCase())),
  };
}

function writePlatformError(error: PlatformError, form: ErrorForm): GatewayAnswer {
  const { status, code, message } = error;
  if (status >= 500) return writeFault(status, code, form);
  const text = status === 401 ? NOT_ENTITLED : message;
  return {
    status,
    body: writeText(status, text, form),
    errorCode: code,
    headers: status === 401 ? form.challenges : [],
    ...(error instanceof TooManyFailuresError && { limit: error.verdict }),
  };
}

/** The answer to a request that was refused, or that met a fault. */
export function writeError(error: unknown, form: ErrorForm): GatewayAnswer {
  if (error instanceof AuthError) return writeRefusal(error, form);
  if (error instanceof PlatformError) return writePlatformError(error, form);
  return writeFault(500, 'internal_error', form);
}
