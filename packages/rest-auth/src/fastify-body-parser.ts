import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { settle, toError } from './eventually.js';
import type { RequestProof } from './fastify-proof.js';
import { collectNodeBody } from './node-body.js';

/** What `createBodyParser` takes. */
export interface BodyParserOptions {
  /** Whether every body is JSON, whatever its content type. */
  readonly assumeJson: boolean;
  readonly proofOf: (request: FastifyRequest) => RequestProof;
}

/** Gives what the handler sees as body. */
type BodyParser = (
  request: FastifyRequest,
  payload: IncomingMessage,
  done: (error: Error | null, body?: unknown) => void,
) => void;

const JSON_TYPE = /^application\/(?:[^;\s]+\+)?json(?:[;\s]|$)/i;

/** Fastify's own reader of JSON, with the app's own choice on `__proto__` and `constructor`. */
function readJsonAs({ initialConfig, getDefaultJsonParser }: FastifyInstance) {
  const { onProtoPoisoning = 'error', onConstructorPoisoning = 'error' } = initialConfig;
  return getDefaultJsonParser(onProtoPoisoning, onConstructorPoisoning);
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
  return (request, payload, done) => {
    const proof = proofOf(request);
    const give = (octets: Uint8Array | undefined): void => {
      if (octets === undefined || octets.length === 0) return done(null);
      const isJson = assumeJson || JSON_TYPE.test(request.headers['content-type'] ?? '');
      if (!isJson) return done(null, octets);
      const { buffer, byteOffset, length } = octets;
      return void readJson(request, Buffer.from(buffer, byteOffset, length).toString('utf8'), done);
    };
    const fail = (error: unknown): void => done(toError(error));
    collectNodeBody(payload, proof.maxBytes, (outcome) => {
      settle(() => proof.takeBody(outcome), give, fail);
    });
  };
}
