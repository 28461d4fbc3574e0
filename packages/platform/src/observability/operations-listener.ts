import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Readiness, ReadinessReport } from './readiness.js';

/** Numbers as Prometheus reads them. */
export interface MetricsText {
  /** The `Content-Type` of the text. */
  readonly contentType: string;
  text(): Promise<string>;
}

/** What operators are answered with. */
export interface OperationsOptions {
  readonly metrics: MetricsText;
  readonly readiness: Readiness;
  /** Whether who has this address may ask; others are answered with 403. */
  readonly mayAsk: (address: string) => boolean;
}

interface OperationsAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';

const answerJson = (status: number, body: object): OperationsAnswer => ({
  status,
  type: JSON_TYPE,
  body: `${JSON.stringify(body)}\n`,
});

/** What is no reason to send requests elsewhere. */
const READY: ReadonlySet<ReadinessReport['status']> = new Set(['ready', 'degraded']);

type Answerer = (options: OperationsOptions) => Promise<OperationsAnswer> | OperationsAnswer;

/** The paths, and what each says. */
const ANSWERS: ReadonlyMap<string, Answerer> = new Map<string, Answerer>([
  ['/healthz', () => answerJson(200, { status: 'ok' })],
  [
    '/readyz',
    async ({ readiness }) => {
      const report = await readiness.report();
      return answerJson(READY.has(report.status) ? 200 : 503, report);
    },
  ],
  [
    '/metrics',
    async ({ metrics }) => ({
      status: 200,
      type: metrics.contentType,
      body: await metrics.text(),
    }),
  ],
]);

/** The paths that the listener answers. */
export const OPERATIONS_PATHS: readonly string[] = [...ANSWERS.keys()];

const FORBIDDEN = answerJson(403, {
  message: 'this address may not ask here: operationsAllow names those that may',
});
const UNKNOWN = answerJson(404, { message: `there are ${OPERATIONS_PATHS.join(', ')}` });
const FAILED = answerJson(500, { message: 'failed' });

async function findAnswer(
  { url = '', method, socket }: IncomingMessage,
  options: OperationsOptions,
): Promise<OperationsAnswer> {
  if (!options.mayAsk(socket.remoteAddress ?? '')) return FORBIDDEN;
  const [path = ''] = url.split('?');
  const answerer = method === 'GET' || method === 'HEAD' ? ANSWERS.get(path) : undefined;
  if (answerer === undefined) return UNKNOWN;
  try {
    return await answerer(options);
  } catch {
    return FAILED;
  }
}

function send({ status, type, body }: OperationsAnswer, response: ServerResponse): void {
  response
    .writeHead(status, {
      'Content-Type': type,
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    })
    .end(body);
}

/** Answers `/healthz`, `/readyz` and `/metrics` for whoever operates the server. Bodies of requests are not read. */
export function createOperationsListener(options: OperationsOptions): RequestListener {
  return (request, response) => {
    void findAnswer(request, options).then((answer) => send(answer, response));
  };
}
