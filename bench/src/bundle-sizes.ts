import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A part of a package as an app imports it, and how large it may be: bytes, minified and gzipped. */
export interface Part {
  readonly name: string;
  /** The module that an app would write. */
  readonly imports: string;
  /** What must hold. It may only ever go down. */
  readonly budgetBytes: number;
  /** What it should come to, where that was promised. */
  readonly targetBytes?: number;
}

/** How large a part is. */
export interface PartSize extends Part {
  readonly minifiedBytes: number;
  readonly gzippedBytes: number;
}

const everythingOf = (entry: string): string => `export * from '@stagedoor/${entry}';`;

/** Every part with its budget: the only place that holds one. */
export const PARTS: readonly Part[] = [
  {
    name: 'RTC: issue and verify',
    imports: "export { issueToken, rtc, verifyToken } from '@stagedoor/token';",
    budgetBytes: 13_800,
    targetBytes: 6000,
  },
  {
    name: 'verify alone',
    imports: "export { verifyToken } from '@stagedoor/token';",
    budgetBytes: 11_000,
  },
  {
    name: 'everything of @stagedoor/token',
    imports: everythingOf('token'),
    budgetBytes: 15_100,
    targetBytes: 12_000,
  },
  {
    name: 'everything of …/006',
    imports: everythingOf('token/006'),
    budgetBytes: 8700,
  },
  {
    name: 'everything of …/explain',
    imports: everythingOf('token/explain'),
    budgetBytes: 24_000,
  },
  {
    name: 'everything of …/agora-token',
    imports: everythingOf('token/agora-token'),
    budgetBytes: 6900,
  },
  {
    name: 'hmac: sign a request',
    imports: "export { signRequest } from '@stagedoor/rest-auth';",
    budgetBytes: 4500,
  },
  {
    name: 'hmac: verify a request',
    imports: "export { hmac, verifyRequest } from '@stagedoor/rest-auth';",
    budgetBytes: 10_700,
    targetBytes: 8000,
  },
  {
    name: 'everything of …/rest-auth',
    imports: everythingOf('rest-auth'),
    budgetBytes: 14_000,
  },
];

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Bundles a part as a web app does, from the built package. Sizes in bytes; gzip at its best level, 9. */
export async function measurePart(part: Part): Promise<PartSize> {
  const { outputFiles } = await build({
    stdin: { contents: part.imports, resolveDir: HERE },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2023',
    conditions: ['browser'],
    legalComments: 'none',
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return {
    ...part,
    minifiedBytes: code.length,
    gzippedBytes: gzipSync(code, { level: 9 }).length,
  };
}

/** Whether a part is within its budget, which is what fails the check; the target is only shown. */
export function isWithinBudget({ gzippedBytes, budgetBytes }: PartSize): boolean {
  return gzippedBytes <= budgetBytes;
}

const kilo = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

function describeTarget({ gzippedBytes, targetBytes }: PartSize): string {
  if (targetBytes === undefined) return '';
  const over = gzippedBytes - targetBytes;
  const distance = over <= 0 ? 'met' : `${kilo(over)} over`;
  return `, target ${kilo(targetBytes)}: ${distance}`;
}

/** One line: the size, the budget, and how far the target is. */
export function describeSize(size: PartSize): string {
  const { name, minifiedBytes, gzippedBytes, budgetBytes } = size;
  const verdict = isWithinBudget(size) ? '' : `  OVER by ${gzippedBytes - budgetBytes} bytes`;
  return [
    name.padEnd(32),
    `${kilo(gzippedBytes).padStart(8)} gzipped`,
    `${kilo(minifiedBytes).padStart(8)} minified`,
    `  budget ${kilo(budgetBytes)}${describeTarget(size)}${verdict}`,
  ].join('');
}
