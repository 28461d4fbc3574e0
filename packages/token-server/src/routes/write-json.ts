import type { RouteAnswer } from './route.js';

/** An answer with a JSON body. */
export function writeJson(status: number, body: object): RouteAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) };
}
