import type { ASTNode } from '@marcbachmann/cel-js';
import { describeChoice } from '../document/suggest-name.js';
import { CALLER_FIELDS, REQUEST_FIELDS } from './condition-input.js';

const VARIABLES = ['caller', 'request', 'now'];
const FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['caller', Object.keys(CALLER_FIELDS)],
  ['request', Object.keys(REQUEST_FIELDS)],
]);

const FUNCTIONS = ['has', 'size', 'int', 'double', 'string', 'bool', 'timestamp', 'duration'];
const LOOPS = ['all', 'exists', 'exists_one', 'map', 'filter'];
/** Of an instant, in UTC, and of a duration. */
const TIME_METHODS = [
  'getFullYear',
  'getMonth',
  'getDate',
  'getDayOfMonth',
  'getDayOfWeek',
  'getHours',
  'getMinutes',
  'getSeconds',
  'getMilliseconds',
];
const TEXT_METHODS = [
  'startsWith',
  'endsWith',
  'contains',
  'indexOf',
  'lastIndexOf',
  'substring',
  'split',
  'join',
  'size',
];
const METHODS = [...LOOPS, ...TIME_METHODS, ...TEXT_METHODS];

/** Why some of what the language has is not here. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  [
    'matches',
    'a regular expression can take for ever; use startsWith, endsWith, contains or split',
  ],
  [
    'lowerAscii',
    'it also changes letters of other scripts, and makes them alike; compare the text as it is',
  ],
  [
    'upperAscii',
    'it also changes letters of other scripts, and makes them alike; compare the text as it is',
  ],
  ['dyn', 'it takes the types away that make this check worth something'],
]);

/** What is wrong with an expression, and where: a character counted from 0. */
export interface ExpressionFault {
  readonly message: string;
  readonly start: number;
}

interface Scope {
  /** The variables of the loop around. */
  readonly loopVariables: readonly string[];
}

const isNode = (value: unknown): value is ASTNode =>
  typeof value === 'object' && value !== null && 'op' in value && 'args' in value;

/** All nodes right below one. */
function childrenOf(value: unknown): readonly ASTNode[] {
  if (isNode(value)) return [value];
  return Array.isArray(value) ? value.flatMap(childrenOf) : [];
}

const refuse = ({ start }: ASTNode, message: string): readonly ExpressionFault[] => [
  { message, start },
];

function refuseName(
  node: ASTNode,
  name: string,
  names: readonly string[],
): readonly ExpressionFault[] {
  const why = REFUSED.get(name);
  return refuse(
    node,
    why === undefined
      ? `there is no ${name} here${describeChoice(name, names)}`
      : `${name} is not taken: ${why}`,
  );
}

function checkVariable(
  node: ASTNode,
  name: string,
  { loopVariables }: Scope,
): readonly ExpressionFault[] {
  const names = [...VARIABLES, ...loopVariables];
  return names.includes(name) ? [] : refuseName(node, name, names);
}

/** The name of a variable; empty for anything else. */
const nameOf = (node: ASTNode): string => (node.op === 'id' ? node.args : '');

/** The fields of what `caller` and `request` stand for; undefined for anything else. */
function fieldsOf(node: ASTNode): readonly string[] | undefined {
  return FIELDS.get(nameOf(node));
}

function checkField(node: ASTNode, owner: ASTNode, field: string): readonly ExpressionFault[] {
  const fields = fieldsOf(owner);
  if (fields === undefined || fields.includes(field)) return [];
  return refuse(node, `${nameOf(owner)} has no ${field}${describeChoice(field, fields)}`);
}

/** Of `has(request.channel)`: it is true of every request, which is seldom meant. */
function checkPresence(node: ASTNode, [asked]: readonly ASTNode[]): readonly ExpressionFault[] {
  if (asked?.op !== '.' || fieldsOf(asked.args[0]) === undefined) return [];
  return refuse(node, 'has() is for what may be missing, such as claims; compare this with ""');
}

/** Without a zone it would be a time of wherever the server is. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

function checkInstant(node: ASTNode, [given]: readonly ASTNode[]): readonly ExpressionFault[] {
  const isText = given?.op === 'value' && typeof given.args === 'string';
  if (!isText || INSTANT.test(given.args)) return [];
  return refuse(node, 'write an instant as "2026-01-31T12:00:00Z"');
}

function checkCall(
  node: ASTNode,
  name: string,
  args: readonly ASTNode[],
): readonly ExpressionFault[] {
  if (!FUNCTIONS.includes(name)) return refuseName(node, name, FUNCTIONS);
  if (name === 'timestamp') return checkInstant(node, args);
  return name === 'has' ? checkPresence(node, args) : [];
}

function checkMethod(
  node: ASTNode,
  name: string,
  args: readonly ASTNode[],
): readonly ExpressionFault[] {
  if (!METHODS.includes(name)) return refuseName(node, name, METHODS);
  if (TIME_METHODS.includes(name) && args.length > 0)
    return refuse(node, `${name} takes no time zone: times are in UTC`);
  return [];
}

function checkLoop(
  node: ASTNode,
  [, receiver, args]: readonly [string, ASTNode, readonly ASTNode[]],
  scope: Scope,
): readonly ExpressionFault[] {
  const [variable, ...steps] = args;
  const below = checkNode(receiver, scope);
  if (scope.loopVariables.length > 0)
    return [...below, ...refuse(node, 'a loop in a loop is not taken')];
  if (variable?.op !== 'id')
    return [...below, ...refuse(node, 'a loop needs a name for each value')];
  if (VARIABLES.includes(variable.args))
    return [...below, ...refuse(variable, `${variable.args} is taken; name it otherwise`)];
  const inner = { loopVariables: [variable.args] };
  return [...below, ...steps.flatMap((step) => checkNode(step, inner))];
}

/** A node, without those below it. */
function checkOne(node: ASTNode, scope: Scope): readonly ExpressionFault[] {
  if (node.op === 'id') return checkVariable(node, node.args, scope);
  if (node.op === '.') return checkField(node, ...node.args);
  if (node.op === 'call') return checkCall(node, ...node.args);
  return node.op === 'rcall' ? checkMethod(node, node.args[0], node.args[2]) : [];
}

function checkNode(node: ASTNode, scope: Scope): readonly ExpressionFault[] {
  if (node.op === 'rcall' && LOOPS.includes(node.args[0])) return checkLoop(node, node.args, scope);
  const below = childrenOf(node.args).flatMap((child) => checkNode(child, scope));
  return [...checkOne(node, scope), ...below];
}

/**
 * What an expression uses that conditions do not have. There is no function that takes long, and none that two texts can
 * become alike by; loops do not nest.
 */
export const findExpressionFaults = (root: ASTNode): readonly ExpressionFault[] =>
  checkNode(root, { loopVariables: [] });
