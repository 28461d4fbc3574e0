import { createHash } from 'node:crypto';
import { OrganizationCache } from '../../domain/organization-cache.js';
import { TokenPolicyUnusableError } from './errors.js';
import type { TokenPolicySource } from './token-policy-store.js';

/** Compiled policies that are kept at most, whichever projects they hold in. */
const MAX_COMPILED = 1000;

/** What a directory works with. */
export interface TokenPolicyDirectoryOptions<Compiled> {
  /** Makes of a document, read as JSON, what the token server decides by. Throws where it is no policy. */
  readonly compile: (document: unknown) => Compiled;
  /** Whether `forget` is called for every change: `storage.hearsAllChanges`. While it is not, every question reads the store. */
  readonly isTrusted?: () => boolean;
  /** Projects that are kept at most: 10,000 unless a test says less. */
  readonly capacity?: number;
}

/** The policy that holds in a project. */
export interface PolicyInForce<Compiled> {
  readonly organizationId: string;
  /** Whose it is: the project, or undefined for the organization. */
  readonly projectId: string | undefined;
  readonly version: number;
  readonly policy: Compiled;
}

/** What was made of a document: a policy, or why there is none. */
type Compilation<Compiled> =
  | { readonly kind: 'compiled'; readonly policy: Compiled }
  | { readonly kind: 'failed'; readonly cause: unknown };

/** What is kept of a project. */
interface KeptPolicy<Compiled> {
  readonly organizationId: string;
  /** Undefined where no policy holds. */
  readonly inForce:
    | (Omit<PolicyInForce<Compiled>, 'policy'> & { readonly compilation: Compilation<Compiled> })
    | undefined;
}

function toInForce<Compiled>(
  kept: KeptPolicy<Compiled> | undefined,
): PolicyInForce<Compiled> | undefined {
  if (kept?.inForce === undefined) return undefined;
  const { compilation, ...rest } = kept.inForce;
  if (compilation.kind === 'compiled') return { ...rest, policy: compilation.policy };
  throw new TokenPolicyUnusableError(rest.version, compilation.cause);
}

/**
 * Policies at hand, compiled, so that a request waits for no database. One document is compiled once, in however many
 * projects it holds.
 */
export class TokenPolicyDirectory<Compiled> {
  readonly #source: TokenPolicySource;
  readonly #compile: (document: unknown) => Compiled;
  readonly #cache: OrganizationCache<KeptPolicy<Compiled>>;
  /** By the hash of the document. */
  readonly #compiled = new Map<string, Compilation<Compiled>>();

  constructor(
    source: TokenPolicySource,
    { compile, ...options }: TokenPolicyDirectoryOptions<Compiled>,
  ) {
    this.#source = source;
    this.#compile = compile;
    this.#cache = new OrganizationCache({ ...options, read: (appId) => this.#read(appId) });
  }

  /**
   * The policy that holds in the project with that App ID, at once where it is at hand; undefined where none does, and
   * where there is no such project. Throws `token_policy_unusable`: whoever asks must give nothing then.
   */
  find(
    appId: string,
  ): PolicyInForce<Compiled> | undefined | Promise<PolicyInForce<Compiled> | undefined> {
    const found = this.#cache.find(appId);
    return found instanceof Promise ? found.then(toInForce) : toInForce(found);
  }

  /** Forgets what it knows of the organization; without one, everything. To be called at each change. */
  forget(organizationId: string | undefined): void {
    this.#cache.forget(organizationId);
  }

  async #read(appId: string): Promise<KeptPolicy<Compiled> | undefined> {
    const found = await this.#source.findInForce(appId);
    if (found === undefined) return undefined;
    const { organizationId, policy } = found;
    if (policy === undefined) return { organizationId, inForce: undefined };
    const { projectId, version, document } = policy;
    const compilation = this.#compileOnce(document);
    return { organizationId, inForce: { organizationId, projectId, version, compilation } };
  }

  #compileOnce(document: string): Compilation<Compiled> {
    const hash = createHash('sha256').update(document).digest('base64');
    const known = this.#compiled.get(hash);
    if (known !== undefined) return known;
    if (this.#compiled.size >= MAX_COMPILED) this.#compiled.clear();
    const made = this.#tryToCompile(document);
    this.#compiled.set(hash, made);
    return made;
  }

  /** A failure is kept too: it fails each time, and costs as much. */
  #tryToCompile(document: string): Compilation<Compiled> {
    try {
      return { kind: 'compiled', policy: this.#compile(JSON.parse(document) as unknown) };
    } catch (cause) {
      return { kind: 'failed', cause };
    }
  }
}
