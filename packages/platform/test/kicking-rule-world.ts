import { DEFAULT_QUOTAS } from '../src/domain/quotas.js';
import type { KickEvent } from '../src/features/kicking-rules/kick-events.js';
import { MemoryKickEvents } from '../src/features/kicking-rules/memory-kick-events.js';
import type { CustomerAnswer, CustomerClient } from './customer-client.js';
import { addProject } from './operation-samples.js';
import { ProjectWorld } from './project-world.js';
import type { TestEngine } from './test-databases.js';
import type { TestPlatform } from './test-platform.js';

/** Where the operations are. */
export const PATH = '/dev/v1/kicking-rule';

/** In force at one time, in one project of this world. */
export const MAX_RULES = 5;

/** A platform of its own, and a customer who makes and lists kicking rules of one project. */
export class KickingRuleWorld {
  readonly projects: ProjectWorld;
  readonly platform: TestPlatform;
  readonly customer: CustomerClient;
  /** What media engines were told since `begin`. */
  events: KickEvent[] = [];
  appId = '';

  private constructor(projects: ProjectWorld) {
    this.projects = projects;
    this.platform = projects.platform;
    this.customer = projects.customer;
  }

  static async open(engine: TestEngine): Promise<KickingRuleWorld> {
    const kickEvents = new MemoryKickEvents();
    const quotas = { ...DEFAULT_QUOTAS, maxKickingRules: MAX_RULES };
    const projects = await ProjectWorld.open(engine, { kickEvents, quotas });
    const world = new KickingRuleWorld(projects);
    kickEvents.subscribe((event) => world.events.push(event));
    return world;
  }

  /** Goes on with a project of its own. */
  async begin(): Promise<void> {
    this.platform.sources.time += 2;
    this.appId = (await addProject(this.platform)).appId;
    this.events = [];
  }

  dispose(): Promise<void> {
    return this.projects.dispose();
  }

  create(fields: object): Promise<CustomerAnswer> {
    return this.customer.call('POST', PATH, { appid: this.appId, ...fields });
  }

  /** The ID of a new rule; 0 where it was refused. */
  async createdId(fields: object): Promise<number> {
    const { status, body } = await this.create(fields);
    return status === 200 ? (body as { readonly id: number }).id : 0;
  }

  async list(appId: string = this.appId): Promise<readonly Record<string, unknown>[]> {
    const { body } = await this.customer.call('GET', `${PATH}?appid=${appId}`);
    return (body as { readonly rules: readonly Record<string, unknown>[] }).rules;
  }

  /** The time so many seconds from now, as the API writes it. */
  isoAfter(seconds: number): string {
    return new Date((this.platform.sources.time + seconds) * 1000).toISOString();
  }
}
