/**
 * Facts about one source file, read from TypeScript's syntax tree.
 *
 * A code line is neither blank nor only comment. A function reaches from its signature to its closing brace; inline
 * callbacks are not counted by themselves.
 */
import ts from 'typescript';
import {
  allNodes,
  hasBody,
  isExported,
  isFunction,
  lineAt,
  lineOf,
  nameOf,
  parseSource,
  readExports,
} from './syntax-tree.mjs';

/** Counts what the shape of a file is made of. */
export const measureSource = (root, path) => {
  const source = parseSource(root, path);
  const nodes = allNodes(source);
  const { codeLines, commentCount } = classifyLines(source);
  const fact = (name, count) => (node) => ({
    path,
    line: lineOf(source, node),
    name: name(node),
    count: count(node),
  });
  const codeIn = (node) => countCode(source, node, codeLines);
  return {
    codeCount: codeLines.size,
    commentCount,
    functions: nodes.filter(isFunction).map(fact(nameOf, codeIn)),
    ports: nodes.filter(isPort).map(fact(nameOf, countMethods)),
    closureSets: nodes.filter(isObjectInFunction).map(fact(nameOf, countClosures)),
    exports: readExports(source),
  };
};

// The tokens of a file are its code; what remains of the lines that are not blank is comment.
const classifyLines = (source) => {
  const codeLines = new Set(allTokens(source, source).flatMap((token) => linesOf(source, token)));
  const written = source.text.split('\n').filter((line) => line.trim() !== '').length;
  return { codeLines, commentCount: Math.max(0, written - codeLines.size) };
};

const allTokens = (source, node) => {
  if (ts.isJSDoc(node) || node.getWidth(source) === 0) return [];
  const children = node.getChildren(source);
  return children.length === 0 ? [node] : children.flatMap((child) => allTokens(source, child));
};

const linesOf = (source, node) => {
  const first = lineAt(source, node.getStart(source));
  const last = lineAt(source, node.getEnd());
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};

const countCode = (source, node, codeLines) =>
  linesOf(source, node).filter((line) => codeLines.has(line)).length;

const isPort = (node) =>
  isExported(node) &&
  (ts.isInterfaceDeclaration(node) ||
    (ts.isTypeAliasDeclaration(node) && ts.isTypeLiteralNode(node.type)));

const countMethods = (node) =>
  (node.members ?? node.type.members).filter(
    (member) =>
      ts.isMethodSignature(member) ||
      (member.type !== undefined && ts.isFunctionTypeNode(member.type)),
  ).length;

const isObjectInFunction = (node) =>
  ts.isObjectLiteralExpression(node) && ts.findAncestor(node, hasBody) !== undefined;

// Both `{ read() {} }` and `{ read }` where `read` is a function inside the factory.
const countClosures = (object) => {
  const factory = ts.findAncestor(object, hasBody);
  const local = new Set(allNodes(factory.body).filter(isFunction).map(nameOf));
  return object.properties.filter(
    (property) =>
      isFunction(property) ||
      (ts.isShorthandPropertyAssignment(property) && local.has(nameOf(property))),
  ).length;
};
