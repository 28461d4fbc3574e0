/** Every example of a token server: what it runs on, and how it is started. The only place that knows any of them. */

/** A server that says at which port it listens. `runtime` is a name of runtimes/src/runtime-table.ts; left out: this Node.js. */
const served = (folder, file, { runtime, flags = [], page } = {}) => ({
  name: folder,
  kind: 'server',
  path: `examples/${folder}/${file}`,
  runtime,
  flags,
  page,
});

const DENO_FLAGS = [
  'run',
  '--quiet',
  '--no-prompt',
  '--cached-only',
  '--no-lock',
  '--node-modules-dir=manual',
  '--allow-net=127.0.0.1',
  '--allow-env',
];

const REST = 'the rest of the application';

export const EXAMPLES = [
  served('node', 'server.js'),
  served('node', 'server.js', { runtime: 'Node 24' }),
  served('express', 'server.js', { page: REST }),
  served('fastify', 'server.js', { page: REST }),
  // The route handler as Next.js calls it: with a Request, for a Response.
  {
    name: 'nextjs',
    kind: 'handlers',
    path: 'examples/nextjs/app/api/agora/[...path]/route.ts',
    base: '/api/agora',
  },
  served('bun', 'server.ts', { runtime: 'Bun', flags: ['run'] }),
  served('deno', 'server.ts', { runtime: 'Deno', flags: DENO_FLAGS }),
  {
    name: 'cloudflare-worker',
    kind: 'worker',
    path: 'examples/cloudflare-worker/worker.ts',
    runtime: 'workerd',
  },
  { name: 'lambda', kind: 'lambda', path: 'examples/lambda/handler.js' },
];
