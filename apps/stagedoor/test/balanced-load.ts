import { issueToken } from '@stagedoor/token';
import { until } from '../../../packages/platform/test/until.js';
import type { Customer, MadeProject, NodeAnswer, NodeGroup, NodeRequest } from './node-group.js';

const WRITERS = 2;
const ASKERS = 1;

/** Whose requests these are. */
export interface LoadOptions {
  readonly group: NodeGroup;
  readonly customer: Customer;
  readonly project: MadeProject;
}

function checkAnswer(answer: NodeAnswer, isRight: (answer: NodeAnswer) => boolean): void {
  if (answer.status === 200 && isRight(answer)) return;
  throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
}

/** Clients behind a balancer, which sends each request to the next of the nodes that are in rotation. */
export class BalancedLoad {
  readonly #options: LoadOptions;
  readonly #inRotation: Set<number>;
  readonly #token: string;
  #turn = 0;
  #isOver = false;
  #fault: Error | undefined;
  #running: Promise<unknown> = Promise.resolve();
  /** Right answers. */
  answered = 0;
  /** Channels of the bans that were acknowledged. */
  readonly acknowledged: string[] = [];
  /** For each request that got no answer, the node that it was sent to. */
  readonly lost: number[] = [];

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#inRotation = new Set(options.group.indexes);
    const { appId, certificates } = options.project;
    this.#token = issueToken({
      appId,
      certificate: certificates[0]?.certificate ?? '',
      expiresInSeconds: 600,
      services: [{ service: 'rtc', channel: 'under load', uid: 1234, role: 'publisher' }],
    });
  }

  start(): void {
    const writers = Array.from({ length: WRITERS }, (_, index) => this.#write(`load ${index}`));
    const askers = Array.from({ length: ASKERS }, () => this.#arrive());
    this.#running = Promise.all([...writers, ...askers]).catch((error: unknown) => {
      this.#fault = new Error('a client was answered wrongly', { cause: error });
    });
  }

  /** Throws where an answer was wrong. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
    if (this.#fault !== undefined) throw this.#fault;
  }

  takeOut(index: number): void {
    this.#inRotation.delete(index);
  }

  putBack(index: number): void {
    this.#inRotation.add(index);
  }

  /** Waits until so many more requests have been answered. */
  async pass(count: number): Promise<void> {
    const wanted = this.answered + count;
    await until(() => this.#fault !== undefined || this.answered >= wanted);
    if (this.#fault !== undefined) throw this.#fault;
  }

  #choose(): number {
    const nodes = [...this.#inRotation];
    this.#turn += 1;
    const node = nodes[this.#turn % nodes.length];
    if (node === undefined) throw new Error('no node is left');
    return node;
  }

  /** Undefined where the connection was lost, as a balancer notices. */
  async #ask(request: NodeRequest): Promise<NodeAnswer | undefined> {
    const { group, customer } = this.#options;
    const { authorization } = customer;
    const index = this.#choose();
    try {
      return await group.ask(index, { authorization, ...request });
    } catch {
      this.lost.push(index);
      this.takeOut(index);
      return undefined;
    }
  }

  async #write(writer: string): Promise<void> {
    const { appId: appid } = this.#options.project;
    for (let count = 0; !this.#isOver; count += 1) {
      const cname = `${writer} ${count}`;
      const body = { appid, cname, time: 1440 };
      const answer = await this.#ask({ path: '/dev/v1/kicking-rule', body });
      if (answer === undefined) continue;
      checkAnswer(answer, (each) => each.body['status'] === 'success');
      this.acknowledged.push(cname);
      this.answered += 1;
    }
  }

  async #arrive(): Promise<void> {
    const { appId } = this.#options.project;
    const body = { appId, token: this.#token, channel: 'under load', uid: 1234 };
    while (!this.#isOver) {
      const answer = await this.#ask({ path: '/stagedoor/v1/admissions', body });
      if (answer === undefined) continue;
      checkAnswer(answer, (each) => each.body['admitted'] === true);
      this.answered += 1;
    }
  }
}
