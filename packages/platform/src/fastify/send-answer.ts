import type { FastifyReply } from 'fastify';
import type { GatewayAnswer } from '../gateway/write-answer.js';

const MILLIS = 1000;

/** Sends an answer of the gateway. */
export function sendAnswer(answer: GatewayAnswer, reply: FastifyReply): FastifyReply {
  const { status, body, errorCode, limit } = answer;
  if (errorCode !== undefined) void reply.header('X-Stagedoor-Error', errorCode);
  if (limit !== undefined) {
    const resetSeconds = Math.ceil(limit.resetMillis / MILLIS);
    void reply
      .header('X-RateLimit-Limit', limit.limit)
      .header('X-RateLimit-Remaining', limit.remaining);
    if (!limit.allowed) void reply.header('Retry-After', Math.max(resetSeconds, 1));
  }
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}
