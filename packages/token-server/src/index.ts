export {
  BodyIncompleteError,
  BodyTooLargeError,
  InvalidJsonError,
  MissingFieldError,
  RepeatedFieldError,
  TokenRequestError,
  UnknownRoleError,
  WrongFieldTypeError,
} from './errors.js';
export {
  createTokenHandler,
  type FetchHandler,
  type TokenHandlerOptions,
} from './token-handler.js';
export type { TokenOutcome } from './token-outcome.js';
