/**
 * Which way imports go: token <- rest-auth, token-server <- platform <- apps; bench and conformance look at packages from outside.
 *
 * Another package is imported by its name, which resolves to its dist/ (run `tsc -b` first). So the rules name dist/ too,
 * and dist/ must not be excluded: a dependency that is excluded is never judged.
 */

/** Tests may read vectors, start servers, and use test libraries. */
const TESTS = '\\.test\\.ts$|^packages/[^/]+/test/';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule(
      'no-unresolved',
      'An import that resolves to nothing is judged by no rule: build first, or fix the path.',
      {},
      { couldNotResolve: true },
    ),
    rule(
      'no-cycle',
      'Two files that import each other are one file, or miss a third. Types count too.',
      {},
      { circular: true },
    ),
    rule(
      'pure-core',
      'token and rest-auth run in every JavaScript runtime: nothing of Node, but for the adapters of rest-auth.',
      {
        path: '^packages/(token|rest-auth)/src/',
        pathNot: [TESTS, '^packages/rest-auth/src/(fastify|node)[^/]*\\.ts$'],
      },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'token-is-leaf',
      'token depends on nothing: neither on other packages nor on npm.',
      { path: '^packages/token/src/', pathNot: TESTS },
      {
        path: ['^packages/(?!token/)', '^(apps|bench|runtimes|conformance)/', '(^|/)node_modules/'],
      },
    ),
    rule(
      'rest-auth-needs-token-only',
      'rest-auth depends on token, and its adapter on Fastify; nothing of its core knows an adapter.',
      { path: '^packages/rest-auth/src/', pathNot: TESTS },
      {
        path: [
          '^packages/(?!token/|rest-auth/)',
          '^(apps|bench|runtimes|conformance)/',
          '(^|/)node_modules/(?!fastify/)',
        ],
      },
    ),
    rule(
      'fastify-in-adapter-only',
      'Only fastify*.ts of rest-auth knows Fastify, and only the adapters for Node know each other.',
      {
        path: '^packages/rest-auth/src/',
        pathNot: [TESTS, '^packages/rest-auth/src/(fastify|node)[^/]*\\.ts$'],
      },
      { path: ['(^|/)node_modules/fastify/', '^packages/rest-auth/src/(fastify|node)[^/]*\\.ts$'] },
    ),
    rule(
      'token-server-needs-token-only',
      'token-server depends on token; only its policies on CEL, and only its JWT callers on jose.',
      {
        path: '^packages/token-server/src/',
        pathNot: [TESTS, '^packages/token-server/src/(policy|callers/jwt)/'],
      },
      {
        path: [
          '^packages/(?!token/|token-server/)',
          '^(bench|runtimes|conformance)/',
          '(^|/)node_modules/',
        ],
      },
    ),
    rule(
      'libraries-of-token-server',
      'Policies are written in CEL, and JWTs are verified by jose: nothing else comes in.',
      { path: '^packages/token-server/src/(policy|callers/jwt)/', pathNot: TESTS },
      {
        path: [
          '^packages/(?!token/|token-server/)',
          '^(bench|runtimes|conformance)/',
          '(^|/)node_modules/(?!@marcbachmann/cel-js/|jose/)',
        ],
      },
    ),
    rule(
      'node-in-adapters-only',
      'The handler of token-server is a fetch handler; only node*.ts knows Node.',
      {
        path: '^packages/token-server/src/',
        pathNot: [TESTS, '^packages/token-server/src/(http/)?node[^/]*\\.ts$'],
      },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'platform-needs-libraries-only',
      'platform depends on token and rest-auth, and on libraries; it knows neither the token server nor what looks at it.',
      { path: '^packages/platform/src/', pathNot: TESTS },
      { path: ['^packages/(?!token/|rest-auth/|platform/)', '^(bench|runtimes|conformance)/'] },
    ),
    rule(
      'nothing-needs-platform',
      'token, rest-auth and token-server work without a platform.',
      { path: '^packages/(?!platform/)' },
      { path: '^packages/platform/' },
    ),
    rule(
      'fastify-in-one-folder',
      'All but one folder of the platform run without a server.',
      { path: '^packages/platform/src/(?!fastify/)', pathNot: TESTS },
      { path: '(^|/)node_modules/fastify/' },
    ),
    rule(
      'features-to-ports-only',
      'A feature says what it needs by an interface of its own; adapters, gateway and server know features, not the reverse.',
      { path: '^packages/platform/src/(features|domain)/', pathNot: TESTS },
      { path: '^packages/platform/src/(storage|fastify|gateway|limits|redis|observability)/' },
    ),
    rule(
      'features-are-islands',
      'What two features need is in domain/, or is a port.',
      { path: '^packages/platform/src/features/([^/]+)/', pathNot: TESTS },
      { path: '^packages/platform/src/features/', pathNot: '^packages/platform/src/features/$1/' },
    ),
    rule(
      'databases-in-storage-only',
      'Only storage/ knows SQL and the drivers.',
      { path: '^packages/platform/src/(?!storage/)', pathNot: TESTS },
      { path: '(^|/)node_modules/(kysely|pg|better-sqlite3)/' },
    ),
    rule(
      'apps-only-compose',
      'Apps put packages together; no package knows an app.',
      { path: '^packages/' },
      { path: '^apps/' },
    ),
    rule(
      'no-deep-import',
      'Another package is imported by its name, never by a path into it.',
      {
        path: '^((?:packages|apps)/[^/]+|bench|runtimes|conformance|docs|tools)/',
      },
      {
        path: '^(packages|apps)/[^/]+/(src|dist)/',
        pathNot: '^$1/',
        // A path; a name has another type here.
        dependencyTypes: ['local'],
      },
    ),
    rule(
      'outside-looks-at-packages-only',
      'bench, runtimes and conformance need only our packages, what they are compared with, a bundler, the vectors, and test libraries.',
      { path: '^(bench|runtimes|conformance)/' },
      {
        dependencyTypesNot: ['core'],
        pathNot: [
          '^$1/',
          '^packages/',
          '^vectors/',
          '(^|/)node_modules/(agora-token|esbuild|fastify|vitest|fast-check)/',
        ],
      },
    ),
  ],
  options: {
    // Read from the sources, so that imports of types count.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
    // Seen as targets, not as sources.
    doNotFollow: { path: ['(^|/)node_modules/', '(^|/)dist/'] },
  },
};
