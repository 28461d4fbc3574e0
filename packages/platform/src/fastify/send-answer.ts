import type { OutgoingHttpHeader } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { GatewayAnswer } from '../gateway/write-answer.js';
import { answerFields } from './answer-fields.js';
import { announcesBody } from './read-request-body.js';

/**
 * Whether the connection cannot be used again: nobody waits for the rest of a body that is too large, and of a body that
 * was not asked for nobody knows whether it still comes. RFC 9110, section 10.1.1.
 */
function closesConnection(status: number, { raw }: FastifyReply['request']): boolean {
  if (!announcesBody(raw)) return false;
  return status === 413 || (raw.headers.expect !== undefined && !raw.readableDidRead);
}

/**
 * Sends an answer of the gateway, with the fields that the reply has already. Straight to Node: the steps that Fastify has
 * for other replies take as long as the gateway itself. `now`: Unix seconds.
 */
export function sendAnswer(answer: GatewayAnswer, reply: FastifyReply, now: number): void {
  const { status, body } = answer;
  const { raw, request } = reply;
  const byteLength = Buffer.byteLength(body);
  // One object with all of them, made for this reply: Node takes it as it is.
  const fields: NodeJS.Dict<OutgoingHttpHeader> = Object.assign(
    reply.getHeaders(),
    answerFields(answer, now),
  );
  fields['content-length'] = byteLength;
  if (closesConnection(status, request)) fields['connection'] = 'close';
  reply.hijack();
  raw.writeHead(status, fields);
  // As many octets as characters: it is ASCII, which Node writes faster when it knows.
  raw.end(body, byteLength === body.length ? 'latin1' : 'utf8');
}
