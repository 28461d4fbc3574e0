/** How many rejections are written one by one. */
export interface SampleLimits {
  /** From one address with one code: so many at once, */
  readonly sourceBurst: number;
  /** and so many in every second. */
  readonly sourcePerSecond: number;
  /** From all of them: so many at once, */
  readonly overallBurst: number;
  /** and so many in every second. */
  readonly overallPerSecond: number;
}

/** A flood that goes on for a day leaves about 200,000 rows. */
const SAMPLE_LIMITS: SampleLimits = {
  sourceBurst: 10,
  sourcePerSecond: 0.2,
  overallBurst: 200,
  overallPerSecond: 2,
};

/** Sources that are remembered. One that is forgotten begins anew, below the limit of all. */
const MAX_SOURCES = 2000;

/** What is left of a limit. */
interface Bucket {
  readonly left: number;
  /** Unix seconds. */
  readonly at: number;
}

/** What is left now. A clock that jumps back gives nothing and takes nothing. */
function refill(
  bucket: Bucket | undefined,
  { burst, perSecond, now }: { burst: number; perSecond: number; now: number },
): number {
  if (bucket === undefined) return burst;
  return Math.min(burst, bucket.left + Math.max(0, now - bucket.at) * perSecond);
}

/** Decides which rejections are written one by one, so that whoever floods the gateway does not fill the disk. */
export class RejectionSampler {
  readonly #limits: SampleLimits;
  readonly #sources = new Map<string, Bucket>();
  readonly #overall = new Map<boolean, Bucket>();

  constructor(limits: SampleLimits = SAMPLE_LIMITS) {
    this.#limits = limits;
  }

  /**
   * Whether this one is written. Those that name a customer who exists have a limit of their own: who knows no customer
   * cannot drown them.
   */
  admits(source: string, namesCustomer: boolean, now: number): boolean {
    const { sourceBurst, sourcePerSecond, overallBurst, overallPerSecond } = this.#limits;
    const ofSource = refill(this.#sources.get(source), {
      burst: sourceBurst,
      perSecond: sourcePerSecond,
      now,
    });
    const overall = refill(this.#overall.get(namesCustomer), {
      burst: overallBurst,
      perSecond: overallPerSecond,
      now,
    });
    if (ofSource < 1 || overall < 1) return false;
    this.#overall.set(namesCustomer, { left: overall - 1, at: now });
    this.#remember(source, { left: ofSource - 1, at: now });
    return true;
  }

  #remember(source: string, bucket: Bucket): void {
    // Last in the map, so that the first one is the one that was not seen for the longest time.
    this.#sources.delete(source);
    if (this.#sources.size >= MAX_SOURCES) {
      const [oldest] = this.#sources.keys();
      if (oldest !== undefined) this.#sources.delete(oldest);
    }
    this.#sources.set(source, bucket);
  }
}
