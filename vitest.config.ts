import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const TESTS = [
  '{packages,apps}/*/{src,test}/**/*.test.ts',
  '{bench,runtimes}/src/**/*.test.ts',
  'conformance/**/*.test.ts',
  'docs/**/*.test.ts',
  'examples/**/*.test.ts',
  'tools/**/*.test.mjs',
];
/** Proofs that take long: `npm run test:slow`. CI runs them, too. */
const SLOW = '**/*.slow.test.ts';
/** They put something in the place of a module, which others would meet. */
const MOCKING = '**/*.mocked.test.ts';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      // As in Node.js: see "imports" in packages/token/package.json.
      {
        find: '#compress-block',
        replacement: source('packages/token/src/hmac/compress-block-unrolled.ts'),
      },
      { find: /^@stagedoor\/token$/, replacement: source('packages/token/src/index.ts') },
      {
        find: /^@stagedoor\/token\/explain$/,
        replacement: source('packages/token/src/explain.ts'),
      },
      { find: /^@stagedoor\/token\/006$/, replacement: source('packages/token/src/006.ts') },
      {
        find: /^@stagedoor\/token\/agora-token$/,
        replacement: source('packages/token/src/agora-token.ts'),
      },
      { find: /^@stagedoor\/token\/sha256$/, replacement: source('packages/token/src/sha256.ts') },
      { find: /^@stagedoor\/rest-auth$/, replacement: source('packages/rest-auth/src/index.ts') },
      {
        find: /^@stagedoor\/rest-auth\/agora-token$/,
        replacement: source('packages/rest-auth/src/agora-token.ts'),
      },
      {
        find: /^@stagedoor\/rest-auth\/message-signature$/,
        replacement: source('packages/rest-auth/src/message-signature.ts'),
      },
      {
        find: /^@stagedoor\/rest-auth\/client$/,
        replacement: source('packages/rest-auth/src/client.ts'),
      },
      {
        find: /^@stagedoor\/rest-auth\/explain$/,
        replacement: source('packages/rest-auth/src/explain.ts'),
      },
      {
        find: /^@stagedoor\/rest-auth\/fastify$/,
        replacement: source('packages/rest-auth/src/fastify.ts'),
      },
      {
        find: /^@stagedoor\/rest-auth\/middleware$/,
        replacement: source('packages/rest-auth/src/middleware.ts'),
      },
      {
        find: /^@stagedoor\/rest-auth\/node$/,
        replacement: source('packages/rest-auth/src/node.ts'),
      },
      {
        find: /^@stagedoor\/rest-auth\/redis$/,
        replacement: source('packages/rest-auth/src/redis.ts'),
      },
      {
        find: /^@stagedoor\/platform\/errors$/,
        replacement: source('packages/platform/src/errors.ts'),
      },
      {
        find: /^@stagedoor\/platform\/observability$/,
        replacement: source('packages/platform/src/observability.ts'),
      },
      { find: /^@stagedoor\/platform$/, replacement: source('packages/platform/src/index.ts') },
      {
        find: /^@stagedoor\/token-server$/,
        replacement: source('packages/token-server/src/index.ts'),
      },
      {
        find: /^@stagedoor\/token-server\/policy$/,
        replacement: source('packages/token-server/src/policy.ts'),
      },
      {
        find: /^@stagedoor\/token-server\/jwt$/,
        replacement: source('packages/token-server/src/jwt.ts'),
      },
      {
        find: /^@stagedoor\/token-server\/node$/,
        replacement: source('packages/token-server/src/node.ts'),
      },
      {
        find: /^@stagedoor\/token-server\/lambda$/,
        replacement: source('packages/token-server/src/http/lambda-handler.ts'),
      },
    ],
  },
  test: {
    // One less than there are by default, which on two processors is one.
    maxWorkers: '100%',
    // Against tests that hang. What must be quick measures that itself.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // PostgreSQL and Redis, where they are or can be started.
    globalSetup: 'packages/platform/test/start-databases.ts',
    projects: [
      {
        extends: true,
        // One after the other in one process, where what they import is loaded once: twice as fast as each by itself.
        test: { name: 'together', include: TESTS, exclude: [SLOW, MOCKING], isolate: false },
      },
      { extends: true, test: { name: 'apart', include: [MOCKING] } },
      { extends: true, test: { name: 'slow', include: [SLOW] } },
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      thresholds: {
        'packages/token/src/**': { branches: 95 },
        'packages/rest-auth/src/**': { branches: 95 },
      },
    },
  },
});
