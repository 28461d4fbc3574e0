import { BodyIncompleteError, BodyTooLargeError } from '../errors.js';
import type { TokenServer } from '../token-server.js';
import { stripBasePath } from './strip-base-path.js';
import type { TokenHttpAnswer } from './token-http-answer.js';
import type { TokenHttpRequest } from './token-http-request.js';

/** What is used of an event in payload format 2.0: that of HTTP APIs of API Gateway, and of function URLs. */
export interface LambdaEvent {
  readonly rawPath: string;
  /** Without a question mark. */
  readonly rawQueryString?: string | undefined;
  /** Names in lower case; several values of one name are joined by commas. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly requestContext: {
    /** Tells a function URL from an HTTP API. */
    readonly domainName?: string | undefined;
    readonly http: { readonly method: string; readonly sourceIp?: string | undefined };
  };
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
}

/** What the function returns. */
export interface LambdaAnswer {
  readonly statusCode: number;
  readonly headers: TokenHttpAnswer['headers'];
  readonly body: string;
}

/** A handler of a Lambda function. */
export type LambdaHandler = (event: LambdaEvent) => Promise<LambdaAnswer>;

/** What a function knows of its surroundings. */
export interface LambdaHandlerOptions {
  /** What stands before the paths of the routes: a stage, or the key of a mapping, `/prod`. Default: nothing. */
  readonly basePath?: string | undefined;
}

const UTF8 = new TextEncoder();
const FUNCTION_URL = /\.lambda-url\.[\w-]+\.on\.aws(?:\.cn)?$/;

/**
 * The path as the client wrote it, as far as it can be known. Function URLs hand it over as it came; HTTP APIs have decoded
 * it, and what then looks like a percent sign, a query or a fragment is part of a name.
 */
function encodePath({ rawPath, requestContext }: LambdaEvent): string {
  const isEncoded = FUNCTION_URL.test(requestContext.domainName ?? '');
  return rawPath.replaceAll(isEncoded ? /[?#]/g : /[%?#]/g, encodeURIComponent);
}

function decodeBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw new BodyIncompleteError({ cause });
  }
}

function readBody({ body, isBase64Encoded }: LambdaEvent, maxBytes: number): Uint8Array {
  const text = body ?? '';
  const bytes = isBase64Encoded === true ? decodeBase64(text) : UTF8.encode(text);
  if (bytes.length > maxBytes) throw new BodyTooLargeError(maxBytes);
  return bytes;
}

function toTokenRequest(event: LambdaEvent, basePath: string): TokenHttpRequest {
  const { rawQueryString = '', headers = {}, requestContext } = event;
  const path = encodePath(event);
  const { method, sourceIp } = requestContext.http;
  return {
    method,
    target: stripBasePath(rawQueryString === '' ? path : `${path}?${rawQueryString}`, basePath),
    clientAddress: sourceIp,
    header: (name) => (Object.hasOwn(headers, name) ? headers[name] : undefined),
    readBody: async (maxBytes) => readBody(event, maxBytes),
  };
}

/** The server as a handler of AWS Lambda, behind an HTTP API of API Gateway or a function URL. */
export function toLambdaHandler(
  server: TokenServer,
  { basePath = '' }: LambdaHandlerOptions = {},
): LambdaHandler {
  return async (event) => {
    const { status, headers, body } = await server.answer(toTokenRequest(event, basePath));
    return { statusCode: status, headers, body };
  };
}
