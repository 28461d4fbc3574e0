export { explainRequest, type RequestReport } from './explain-request.js';
export {
  REQUEST_FINDING_KINDS,
  type RequestFinding,
  type RequestFindingKind,
} from './explain/finding-kinds.js';
export type { RequestFacts } from './explain/parse-request-facts.js';
export type { SigningComparison, StringDifference } from './explain/signing-comparison.js';
export { parseCurl } from './explain/parse-curl.js';
export { parseHarEntry } from './explain/parse-har-entry.js';
export { parsePastedRequest, type ParsePastedOptions } from './explain/parse-pasted-request.js';
export { parseRawRequest } from './explain/parse-raw-request.js';
export {
  type BodyFile,
  type CompletedRequest,
  type PastedRequest,
  withPastedBody,
} from './explain/pasted-request.js';
export { PastedRequestUnreadableError } from './errors.js';
