import { fingerprintCertificate, type TokenProject } from '@stagedoor/token-server';

/** No token lives longer. */
const MAX_LIFE_SECONDS = 86_400;
/** Each is a time series of its own. */
const MAX_CERTIFICATES = 2000;

/** A certificate of a project, by what may be shown of it. */
export interface CertificateName {
  readonly appId: string;
  /** The first 8 hex characters of its SHA-256. */
  readonly certificate: string;
}

/** What is known of the tokens of one certificate. */
export interface CertificateState extends CertificateName {
  /** When this server signed the last token with it, Unix seconds. Undefined where it signed none. */
  readonly lastIssuedAt: number | undefined;
  /**
   * No token of it lives after this, Unix seconds, as far as this server can know: the latest end of those that it signed
   * itself, and a day after it first saw the certificate, for those that were signed before or elsewhere.
   */
  readonly tokensEndAt: number;
  /** How many tokens of it were renewed. */
  readonly renewals: number;
}

/** A token as far as it concerns its certificate. */
export interface SignedToken extends CertificateName {
  /** Unix seconds. */
  readonly issuedAt: number;
  /** Unix seconds. */
  readonly expiresAt: number;
}

/**
 * Which certificates are in use, so that an operator sees when an old one can be taken away. It knows what this process
 * saw; the answer for several servers is the largest of theirs.
 */
export class CertificateUse {
  readonly #now: () => number;
  readonly #states = new Map<string, CertificateState>();

  /** `now`: Unix seconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get states(): readonly CertificateState[] {
    return [...this.#states.values()];
  }

  /** Of one certificate; undefined where it was never seen. */
  find({ appId, certificate }: CertificateName): CertificateState | undefined {
    return this.#states.get(`${appId} ${certificate}`);
  }

  /** Takes note of the certificates that there are. What is gone stays known until its last token has ended. */
  see(projects: readonly TokenProject[]): void {
    const seen = projects.flatMap((project) =>
      project.certificates.map((each) =>
        this.#open({
          appId: project.appId,
          certificate: fingerprintCertificate(project, each),
        }),
      ),
    );
    const live = new Set(seen.map(keyOf));
    const now = this.#now();
    for (const [key, { tokensEndAt }] of this.#states) {
      if (!live.has(key) && tokensEndAt < now) this.#states.delete(key);
    }
  }

  /** A token was signed with it. */
  noteIssued({ appId, certificate, issuedAt, expiresAt }: SignedToken): void {
    const state = this.#open({ appId, certificate });
    this.#keep({
      ...state,
      lastIssuedAt: issuedAt,
      tokensEndAt: Math.max(state.tokensEndAt, expiresAt),
    });
  }

  /** A token of it was shown, to be renewed. */
  noteRenewed(name: CertificateName): void {
    const state = this.#open(name);
    this.#keep({ ...state, renewals: state.renewals + 1 });
  }

  #open({ appId, certificate }: CertificateName): CertificateState {
    const known = this.find({ appId, certificate });
    if (known !== undefined) return known;
    const tokensEndAt = this.#now() + MAX_LIFE_SECONDS;
    const state = { appId, certificate, lastIssuedAt: undefined, tokensEndAt, renewals: 0 };
    this.#keep(state);
    return state;
  }

  #keep(state: CertificateState): void {
    const key = keyOf(state);
    if (this.#states.size < MAX_CERTIFICATES || this.#states.has(key)) this.#states.set(key, state);
  }
}

const keyOf = ({ appId, certificate }: CertificateName): string => `${appId} ${certificate}`;
