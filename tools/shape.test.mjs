import { describe, expect, it } from 'vitest';
import { formatFinding } from './findings.mjs';
import { measurePackages, toTableRow } from './measure-package.mjs';
import { plantTree } from './planted-tree.mjs';
import { checkShape } from './shape.mjs';

const repeat = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** A function of exactly so many code lines. */
const functionOf = (lines, name = 'long') =>
  `function ${name}(): void {\n${repeat(lines - 2, () => '  step();')}\n}\n`;

const shapeOf = (text, path = 'packages/x/src/a.ts') =>
  checkShape(plantTree({ [path]: text })).map(formatFinding);

const methods = (count, method) => repeat(count, (index) => method(`m${index}`));

describe('functions', () => {
  it('accepts a median of 9 and reports one of 10', () => {
    expect(shapeOf(repeat(10, (index) => functionOf(9, `f${index}`)))).toEqual([]);
    expect(shapeOf(repeat(10, (index) => functionOf(10, `f${index}`)))).toEqual([
      'packages/x:1 the median function has 10 code lines (9)',
    ]);
  });

  it('judges no median over nine functions', () => {
    expect(shapeOf(repeat(9, (index) => functionOf(10, `f${index}`)))).toEqual([]);
  });

  it('reports long functions when they are more than one in twenty', () => {
    const short = (count) => repeat(count, (index) => functionOf(3, `f${index}`));
    expect(shapeOf(functionOf(51) + short(19))).toEqual([]);
    expect(shapeOf(functionOf(50) + short(18))).toEqual([]);
    expect(shapeOf(functionOf(51) + short(18))).toEqual([
      'packages/x/src/a.ts:1 5.3 % of the functions are over 50 code lines (5 %): long, 51',
    ]);
  });

  it('reports each function over 100 lines', () => {
    const short = repeat(40, (index) => functionOf(3, `f${index}`));
    expect(shapeOf(functionOf(100) + short)).toEqual([]);
    expect(shapeOf(`\n${functionOf(101)}${short}`)).toEqual([
      'packages/x/src/a.ts:2 long has 101 code lines (100)',
    ]);
  });

  it('counts neither blank lines nor comments', () => {
    const comments = repeat(60, () => '\n  // why\n  /* and\n\n  why */');
    expect(shapeOf(`function f(): void {\n${comments}\n}`)).toEqual([]);
  });

  it('counts methods, accessors, constructors and arrows with a name', () => {
    const text = `
      class A { constructor() {} get b() { return 1; } c() {} d = () => 1; }
      const e = () => 1;
      const f = { g: () => 1, h() {} };
      function i() {}
      declare function notCounted(): void;
      list.map(() => 1);`;
    const [row] = measurePackages(plantTree({ 'packages/x/src/a.ts': text }));
    expect(row.functions.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['constructor', 'b', 'c', 'd', 'e', 'g', 'h', 'i']),
    );
    expect(row.functions).toHaveLength(8);
  });
});

describe('ports and factories', () => {
  const port = (count) =>
    `/** A port. */\nexport interface Port {\n${methods(count, (name) => `  ${name}(): void;`)}\n}`;
  const factory = (count) =>
    `const make = () => ({\n${methods(count, (name) => `  ${name}() {},`)}\n});`;

  it('reports a port of more than seven methods', () => {
    expect(shapeOf(port(7))).toEqual([]);
    expect(shapeOf(port(8))).toEqual(['packages/x/src/a.ts:2 port Port has 8 methods (7)']);
  });

  it('counts properties that are functions, and not fields of data', () => {
    const fields = (type) =>
      `/** A port. */\nexport type Port = {\n${methods(8, (name) => `${name}: ${type};`)}\n};`;
    expect(shapeOf(fields('number'))).toEqual([]);
    expect(shapeOf(fields('() => void'))).toEqual([
      'packages/x/src/a.ts:2 port Port has 8 methods (7)',
    ]);
  });

  it('reports a factory of more than five closures', () => {
    expect(shapeOf(factory(5))).toEqual([]);
    expect(shapeOf(factory(6))).toEqual([
      'packages/x/src/a.ts:1 6 closures in one object (5): write a class',
    ]);
  });

  it('counts closures that are declared first and listed after', () => {
    const declared = methods(6, (name) => `const ${name} = () => 1;`);
    const listed = methods(6, (name) => `${name},`);
    expect(shapeOf(`const make = () => {\n${declared}\nreturn { ${listed} };\n};`)).toEqual([
      'packages/x/src/a.ts:8 6 closures in one object (5): write a class',
    ]);
  });

  it('lets a table of functions be', () => {
    expect(shapeOf(`const table = {\n${methods(9, (name) => `${name}: () => 1,`)}\n};`)).toEqual(
      [],
    );
  });
});

describe('comments', () => {
  const path = 'packages/token/src/a.ts';

  it('reports packages/token below 20 % and no other package', () => {
    const code = (comments) => repeat(comments, () => '// why') + repeat(8, () => '\nstep();');
    expect(shapeOf(code(2), path)).toEqual([]);
    expect(shapeOf(code(1), path)).toEqual([
      'packages/token:1 11 % of the lines are comments (at least 20 %)',
    ]);
    expect(shapeOf(code(1))).toEqual([]);
  });

  it('reports an exported declaration without a doc comment', () => {
    expect(shapeOf('/** Doc. */\nexport const a = 1;\n')).toEqual([]);
    const overloads =
      'export function a(b: string): void;\nexport function a(b: unknown): void {}\n';
    expect(shapeOf(`/** Doc. */\n${overloads}`)).toEqual([]);
    expect(shapeOf(overloads)).toHaveLength(2);
    expect(shapeOf('// no doc\nexport const a = 1;\nexport class B {}\n')).toEqual([
      'packages/x/src/a.ts:2 exported a has no doc comment',
      'packages/x/src/a.ts:3 exported B has no doc comment',
    ]);
  });

  it('looks neither at tests nor at apps', () => {
    expect(shapeOf('export const a = 1;', 'packages/x/src/a.test.ts')).toEqual([]);
    expect(shapeOf('export const a = 1;', 'apps/x/src/a.ts')).toEqual([]);
  });
});

it('measures a package as one row', () => {
  const files = {
    'packages/x/src/a.ts': `/** Doc. */\nexport ${functionOf(3)}`,
    'packages/x/src/b.ts': functionOf(5),
  };
  const [row] = measurePackages(plantTree(files)).map(toTableRow);
  expect(row).toEqual({
    package: 'packages/x',
    files: 2,
    'fn median': 4,
    'fn > 50 %': 0,
    'fn > 100 %': 0,
    'fn longest': 5,
    'file median': 4,
    'files > 400 %': 0,
    'comments %': 11.1,
    'documented %': 100,
  });
});
