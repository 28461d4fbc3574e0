import {
  Environment,
  EvaluationError,
  ParseError,
  TypeError as CelTypeError,
} from '@marcbachmann/cel-js';
import { parseText } from '../document/parse-value.js';
import type { Place } from '../document/place.js';
import { type ExpressionFault, findExpressionFaults } from './check-expression.js';
import {
  CALLER_FIELDS,
  CelCaller,
  CelRequest,
  type ConditionInput,
  REQUEST_FIELDS,
} from './condition-input.js';

/** What a condition says of a question. */
export type ConditionVerdict =
  | { readonly kind: 'true' }
  | { readonly kind: 'false' }
  | {
      readonly kind: 'failed';
      readonly reason: string;
    };

/** A condition of a rule, compiled. Pure. */
export interface Condition {
  readonly text: string;
  evaluate(input: ConditionInput): ConditionVerdict;
}

const MAX_CHARACTERS = 2000;
const TRUE: ConditionVerdict = { kind: 'true' };
const FALSE: ConditionVerdict = { kind: 'false' };
const NEVER: Condition = { text: '', evaluate: () => FALSE };

const ENVIRONMENT = new Environment({
  limits: {
    maxAstNodes: 250,
    maxDepth: 24,
    maxListElements: 100,
    maxMapEntries: 20,
    maxCallArguments: 4,
  },
})
  .registerType('Caller', { ctor: CelCaller, fields: CALLER_FIELDS })
  .registerType('Request', { ctor: CelRequest, fields: REQUEST_FIELDS })
  .registerVariable('caller', 'Caller')
  .registerVariable('request', 'Request')
  .registerVariable('now', 'google.protobuf.Timestamp');

type Program = ReturnType<Environment['parse']>;

const describeFault = (text: string, { message, start }: ExpressionFault): string => {
  const line = text.slice(0, start).split('\n').length;
  const column = start - text.lastIndexOf('\n', start - 1);
  return `${line > 1 ? `line ${line}, ` : ''}character ${column}: ${message}`;
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A failure in the words of the library, with the place in the expression. */
function faultOf(error: unknown): ExpressionFault {
  const isKnown = error instanceof ParseError || error instanceof CelTypeError;
  if (!isKnown)
    return { message: error instanceof Error ? error.message : String(error), start: 0 };
  return { message: lowerFirst(error.summary), start: error.range?.start ?? 0 };
}

const MAX_REASON_LENGTH = 200;

/** It can hold what a caller said of itself, and it goes to a log. */
const escapeText = (text: string): string =>
  text
    .slice(0, MAX_REASON_LENGTH)
    .replaceAll(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);

function describeFailure(error: unknown): string {
  if (error instanceof EvaluationError) return lowerFirst(error.summary);
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** What is wrong with the types of an expression. */
function checkTypes(program: Program): ExpressionFault | undefined {
  const { valid, type, error } = program.check();
  if (!valid) return faultOf(error);
  if (type === 'bool') return undefined;
  const hint = type === 'dyn' ? ' it can be anything: write == true' : ` this is ${type}`;
  return { message: `a condition must be true or false, and${hint}`, start: 0 };
}

function parseExpression(text: string): Program | ExpressionFault {
  try {
    const program = ENVIRONMENT.parse(text);
    return findExpressionFaults(program.ast)[0] ?? checkTypes(program) ?? program;
  } catch (error) {
    return faultOf(error);
  }
}

function evaluateProgram(
  program: Program,
  { caller, request, now }: ConditionInput,
): ConditionVerdict {
  try {
    const value: unknown = program({ caller, request, now });
    if (typeof value === 'boolean') return value ? TRUE : FALSE;
    return { kind: 'failed', reason: 'it is neither true nor false' };
  } catch (error) {
    return { kind: 'failed', reason: escapeText(describeFailure(error)) };
  }
}

/**
 * A condition in CEL over `caller`, `request` and `now`, parsed and type-checked: what is no condition is noted at the
 * place. It has at most 2,000 characters.
 */
export function parseCondition(value: unknown, place: Place): Condition {
  const problems = place.problems.length;
  const text = parseText(value, place, MAX_CHARACTERS);
  if (place.problems.length > problems) return NEVER;
  const program = parseExpression(text);
  if (typeof program !== 'function') {
    place.refuse(`cannot be used: ${describeFault(text, program)}`);
    return NEVER;
  }
  return { text, evaluate: (input) => evaluateProgram(program, input) };
}
