/** Small questions about TypeScript's syntax tree that several checks ask. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The syntax tree of one file. */
export const parseSource = (root, path) =>
  ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true);

/** A node and everything below it, without comments and punctuation. */
export const allNodes = (node) => {
  const children = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return [node, ...children.flatMap(allNodes)];
};

/** The line of a position, from 0. */
export const lineAt = (source, position) => source.getLineAndCharacterOfPosition(position).line;

/** The line on which a node starts, its comments left out, from 1 as editors count. */
export const lineOf = (source, node) => lineAt(source, node.getStart(source)) + 1;

/** The name that a declaration binds. */
export const nameOf = (node) => node.name?.getText() ?? 'constructor';

/** A function that is a value: it has a name only if something binds it. */
export const isClosure = (node) =>
  node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));

/** Not a signature: something that runs. */
export const hasBody = (node) => ts.isFunctionLike(node) && node.body !== undefined;

/** A declaration, method, accessor, constructor, or an arrow bound to a name. */
export const isFunction = (node) =>
  isClosure(node.initializer) || (hasBody(node) && !isClosure(node));

/** Whether a declaration carries `export` itself. */
export const isExported = (node) =>
  ts.canHaveModifiers(node) &&
  ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;

/** Each exported declaration of a file: where it is, its name and kind, and whether it has a doc comment. */
export const readExports = (source) =>
  source.statements.filter(isExported).flatMap((statement) =>
    (statement.declarationList?.declarations ?? [statement]).map((declaration) => ({
      path: source.fileName,
      line: lineOf(source, statement),
      name: nameOf(declaration),
      kind: kindOf(declaration),
      documented: ts.getJSDocCommentsAndTags(statement).length > 0,
    })),
  );

const kindOf = (node) => {
  if (ts.isInterfaceDeclaration(node)) return 'interface';
  return isFunction(node) || ts.isFunctionDeclaration(node) ? 'function' : 'other';
};
