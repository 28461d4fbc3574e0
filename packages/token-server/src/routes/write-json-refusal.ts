import type { RefusalBody } from './native-contract.js';
import type { RouteAnswer, RouteRefusal } from './route.js';
import { writeJson } from './write-json.js';

/** A refusal as `{"error": {"code", "message"}, "requestId"}`. */
export function writeJsonRefusal({ status, code, message, requestId }: RouteRefusal): RouteAnswer {
  const body: RefusalBody = { error: { code, message }, requestId };
  return writeJson(status, body);
}
