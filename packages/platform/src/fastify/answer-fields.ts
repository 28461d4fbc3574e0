import type { GatewayAnswer } from '../gateway/write-answer.js';

/** Header fields by name; those that come more than once have a list. */
export type AnswerFields = Record<string, string | string[]>;

/** On every answer, whatever it is. */
export function commonFields(requestId: string, resourceId: string): AnswerFields {
  return {
    'x-request-id': requestId,
    'x-resource-id': resourceId,
    'cache-control': 'no-store',
  };
}

function addTo(fields: AnswerFields, name: string, value: string): void {
  const earlier = fields[name];
  if (earlier === undefined) fields[name] = value;
  else fields[name] = [earlier, value].flat();
}

const MIN_WAIT_SECONDS = 1;

/** Those of one answer beside the common ones. `now`: Unix seconds. */
export function answerFields(answer: GatewayAnswer, now: number): AnswerFields {
  const { errorCode, limit, headers } = answer;
  const fields: AnswerFields = { 'content-type': 'application/json; charset=utf-8' };
  if (errorCode !== undefined) fields['x-stagedoor-error'] = errorCode;
  if (limit !== undefined) {
    fields['x-ratelimit-limit'] = String(limit.limit);
    fields['x-ratelimit-remaining'] = String(limit.remaining);
    fields['x-ratelimit-reset'] = String(limit.resetAt);
    if (!limit.allowed) {
      fields['retry-after'] = String(Math.max(limit.resetAt - now, MIN_WAIT_SECONDS));
    }
  }
  for (const [name, value] of headers ?? []) addTo(fields, name.toLowerCase(), value);
  return fields;
}
