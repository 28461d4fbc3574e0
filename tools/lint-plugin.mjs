/** Our own lint rules, loaded by oxlint (`jsPlugins` in .oxlintrc.json). */

const BUILT_IN_ERRORS = new Set([
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

/** Names of durations that do not end in their unit, such as `ttl` or `clockSkew`. */
const DURATION_WITHOUT_UNIT =
  /(ttl|timeout|expires?(_?in)?|interval|delay|skew|tolerance|max_?age|window|lifetime|duration)$/i;

/** What is no number has no unit. */
const TYPES_WITHOUT_UNIT = new Set(['TSStringKeyword', 'TSBooleanKeyword', 'TSFunctionType']);

/** `throw new Error('...')`: callers compare codes, and a built-in error has none. */
const codedErrors = {
  create: (context) => ({
    ThrowStatement({ argument }) {
      if (BUILT_IN_ERRORS.has(argument.callee?.name)) {
        context.report({ node: argument, message: 'throw one of our error classes, with a code' });
      }
    },
  }),
};

/** `export * from` and `export * as`: what is public is listed by name. */
const noExportStar = {
  create: (context) => ({
    ExportAllDeclaration(node) {
      context.report({ node, message: 'name what you export' });
    },
  }),
};

/** `export { a } from './a.js'`: only the list of what a package makes public may hand on what others declare. */
const noBarrel = {
  create: (context) => ({
    ExportNamedDeclaration(node) {
      if (node.source !== null) context.report({ node, message: 'export where it is declared' });
    },
  }),
};

/** `const ttl = 60`: seconds, milliseconds, minutes? */
const unitInName = {
  create: (context) => {
    const check = (node) => {
      const target = node?.type === 'AssignmentPattern' ? node.left : node;
      if (target?.type !== 'Identifier' || !DURATION_WITHOUT_UNIT.test(target.name)) return;
      context.report({ node: target, message: `say the unit: ${withUnit(target.name)}` });
    };
    const checkTyped = (node, typed) => {
      if (!TYPES_WITHOUT_UNIT.has(typed?.typeAnnotation?.typeAnnotation?.type)) check(node);
    };
    const checkParameters = ({ params }) => {
      for (const parameter of params) checkTyped(parameter, parameter.left ?? parameter);
    };
    return {
      VariableDeclarator: ({ id }) => checkTyped(id, id),
      TSPropertySignature: (node) => checkTyped(node.key, node),
      PropertyDefinition: (node) => checkTyped(node.key, node),
      FunctionDeclaration: checkParameters,
      FunctionExpression: checkParameters,
      ArrowFunctionExpression: checkParameters,
    };
  },
};

const withUnit = (name) => (/^[A-Z_0-9]+$/.test(name) ? `${name}_SECONDS` : `${name}Seconds`);

export default {
  meta: { name: 'stagedoor' },
  rules: {
    'coded-errors': codedErrors,
    'no-barrel': noBarrel,
    'no-export-star': noExportStar,
    'unit-in-name': unitInName,
  },
};
