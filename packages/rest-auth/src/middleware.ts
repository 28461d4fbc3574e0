export {
  authenticate,
  type AuthenticateOptions,
  type NextHandler,
} from './middleware/authenticate.js';
export { type HonoContext, honoRestAuth } from './middleware/hono-rest-auth.js';
export { readFetchHead } from './middleware/read-fetch-head.js';
