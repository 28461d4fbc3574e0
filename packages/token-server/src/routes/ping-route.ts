import type { OpenRoute } from './route.js';
import { writeJson } from './write-json.js';

/** `GET /ping` answers `{"message": "pong"}`: the server takes requests. Says nothing of projects, keys or storage. */
export const pingRoute: OpenRoute = {
  name: 'ping',
  method: 'GET',
  path: '/ping',
  answer: () => writeJson(200, { message: 'pong' }),
};
