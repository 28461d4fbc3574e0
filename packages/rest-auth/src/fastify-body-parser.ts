import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestProof } from './fastify-proof.js';
import { readNodeBody } from './node-body.js';

/** What `createBodyParser` takes. */
export interface BodyParserOptions {
  /** Whether every body is JSON, whatever its content type. */
  readonly assumeJson: boolean;
  readonly proofOf: (request: FastifyRequest) => RequestProof;
}

/** Gives what the handler sees as body. */
type BodyParser = (request: FastifyRequest, payload: IncomingMessage) => Promise<unknown>;

const JSON_TYPE = /^application\/(?:[^;\s]+\+)?json(?:[;\s]|$)/i;

/** Fastify's own reader of JSON, with the app's own choice on `__proto__` and `constructor`. */
function readJsonAs({ initialConfig, getDefaultJsonParser }: FastifyInstance) {
  const { onProtoPoisoning = 'error', onConstructorPoisoning = 'error' } = initialConfig;
  const parse = getDefaultJsonParser(onProtoPoisoning, onConstructorPoisoning);
  return (request: FastifyRequest, text: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      void parse(request, text, (error, body) => (error === null ? resolve(body) : reject(error)));
    });
}

/**
 * The one content type parser of a scope: reads the body up to its limit, proves it, and only then parses it. JSON as
 * Fastify does it; other bodies as a Buffer; none as undefined. Where the body is refused it gives undefined too, and the
 * proof says why.
 */
export function createBodyParser(
  instance: FastifyInstance,
  { assumeJson, proofOf }: BodyParserOptions,
): BodyParser {
  const readJson = readJsonAs(instance);
  return async (request, payload) => {
    const proof = proofOf(request);
    const octets = await proof.takeBody(await readNodeBody(payload, proof.maxBytes));
    if (octets === undefined || octets.length === 0) return undefined;
    const isJson = assumeJson || JSON_TYPE.test(request.headers['content-type'] ?? '');
    return isJson ? readJson(request, Buffer.from(octets).toString('utf8')) : octets;
  };
}
