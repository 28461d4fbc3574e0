export { explainToken, type TokenReport } from './explain-token.js';
export {
  FINDING_KINDS,
  type Finding,
  type FindingKind,
  type FindingSeverity,
  type FindingText,
} from './explain/finding-kinds.js';
export type { KnownFacts } from './explain/parse-known.js';
