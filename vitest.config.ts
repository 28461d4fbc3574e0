import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@stagedoor\/token$/, replacement: source('packages/token/src/index.ts') },
      {
        find: /^@stagedoor\/token-server$/,
        replacement: source('packages/token-server/src/index.ts'),
      },
      {
        find: /^@stagedoor\/token-server\/node$/,
        replacement: source('packages/token-server/src/node-listener.ts'),
      },
    ],
  },
  test: {
    include: [
      '{packages,apps}/*/{src,test}/**/*.test.ts',
      'bench/src/**/*.test.ts',
      'conformance/**/*.test.ts',
      'docs/**/*.test.ts',
      'tools/**/*.test.mjs',
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      thresholds: { 'packages/token/src/**': { branches: 95 } },
    },
  },
});
