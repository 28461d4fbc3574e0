import type { FastifyReply } from 'fastify';
import type { AuthError } from './errors.js';
import type { HeaderPairs } from './request.js';

/** Fields that come more than once, such as the challenges of several schemes, are one name with several values. */
function groupByName(headers: HeaderPairs): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const sameName = values.get(name);
    if (sameName === undefined) values.set(name, [value]);
    else sameName.push(value);
  }
  return values;
}

/** Nobody waits for the rest of a body that is too large already. HTTP/2 ends one stream, not the connection. */
function closesConnection(status: number, { raw }: FastifyReply['request']): boolean {
  return status === 413 && raw.httpVersionMajor === 1;
}

/** Sends the answer of a refusal as it is. */
export function sendRefusal({ answer }: AuthError, reply: FastifyReply): FastifyReply {
  const { status, headers, body } = answer;
  for (const [name, values] of groupByName(headers)) {
    void reply.header(name, values.length === 1 ? values[0] : values);
  }
  if (closesConnection(status, reply.request)) void reply.header('Connection', 'close');
  return reply.code(status).send(body);
}
