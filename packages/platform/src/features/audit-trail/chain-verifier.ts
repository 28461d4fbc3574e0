import type { AuditKey } from './audit-keys.js';
import type { AuditRow } from './audit-row.js';
import type { ChainFinding } from './chain-finding.js';
import { type ChainHead, hashRow, keyIdOfHash } from './chain-hash.js';

/** Findings that are kept; the others are counted. */
const MAX_FINDINGS = 20;
/** Rows around a broken one among which its own place is looked for. */
const NEARBY_ROWS = 40;
/** Hashes that the next row may follow, while rows before it are broken. */
const MAX_CANDIDATES = 8;

/** Finds a key of the chain. */
export type FindAuditKey = (id: string) => Promise<AuditKey | undefined>;

/** A row whose hash is not that of its content, and what it should have been. */
interface BrokenRow {
  readonly seq: number;
  /** The hash of the row as it stands. */
  readonly expected: string;
  /** Its place in `findings`, where it is kept. */
  readonly index: number | undefined;
}

/** Goes through the rows of a chain in their order, and collects what is wrong with it. */
export class ChainVerifier {
  readonly #findKey: FindAuditKey;
  readonly #keys = new Map<string, AuditKey | undefined>();
  readonly #findings: ChainFinding[] = [];
  #findingCount = 0;
  #confirmedCount = 0;
  #rowCount = 0;
  #seq: number;
  /** What the next row may follow: one hash while all is well, none where it is not known. */
  #candidates: readonly string[];
  #broken: BrokenRow | undefined;

  /** @param base What the first row follows; without a hash where nobody knows. */
  constructor(base: Pick<ChainHead, 'seq'> & Partial<ChainHead>, findKey: FindAuditKey) {
    this.#seq = base.seq;
    this.#candidates = base.hash === undefined ? [] : [base.hash];
    this.#findKey = findKey;
  }

  /** The first things that are wrong. */
  get findings(): readonly ChainFinding[] {
    return this.#findings;
  }

  /** All that is wrong, with what is not among `findings`. */
  get findingCount(): number {
    return this.#findingCount;
  }

  /** Rows that are proven to be as they were written. */
  get confirmedCount(): number {
    return this.#confirmedCount;
  }

  /** Rows that were read. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** The number of the last row. */
  get seq(): number {
    return this.#seq;
  }

  /** Whether the next row, or the head, may follow that hash. */
  mayFollow(hash: string): boolean {
    return this.#candidates.length === 0 || this.#candidates.includes(hash);
  }

  /** Takes the next rows. */
  async take(rows: readonly AuditRow[]): Promise<void> {
    for (const [index, row] of rows.entries()) {
      this.#rowCount += 1;
      if (!this.#isNext(row)) continue;
      const key = await this.#keyOf(row);
      if (key === undefined) this.#noteKeyless(row);
      else this.#check(row, key, () => rowsAround(rows, index));
      this.#seq = row.seq;
    }
  }

  /** Adds a finding. */
  note(finding: ChainFinding): number | undefined {
    this.#findingCount += 1;
    if (this.#findings.length === MAX_FINDINGS) return undefined;
    this.#findings.push(finding);
    return this.#findings.length - 1;
  }

  /** Whether it may be the row after the last one: notes a gap, and a number that is there twice. */
  #isNext({ seq }: AuditRow): boolean {
    const wanted = this.#seq + 1;
    if (seq < wanted) {
      this.note({ kind: 'inserted', seq, message: `row ${seq} is there too often, or was pruned` });
      return false;
    }
    if (seq > wanted) {
      this.note(describeGap(wanted, seq - 1, seq));
      this.#candidates = [];
      this.#broken = undefined;
    }
    return true;
  }

  #check(row: AuditRow, key: AuditKey, readNearby: () => readonly AuditRow[]): void {
    const followed = this.#candidates.find((each) => hashRow(row, each, key) === row.hash);
    if (followed !== undefined) {
      this.#amendBroken(followed);
      this.#confirmedCount += 1;
      this.#candidates = [row.hash];
    } else if (this.#candidates.length === 0) {
      // After a gap, which has been noted.
      this.#candidates = [row.hash];
    } else {
      this.#noteBroken(row, key, readNearby);
    }
  }

  /** If a row follows what the broken one before it should have been, that one is broken in its hash alone. */
  #amendBroken(followed: string): void {
    const broken = this.#broken;
    this.#broken = undefined;
    if (broken?.index === undefined || broken.expected !== followed) return;
    this.#findings[broken.index] = {
      kind: 'rehashed',
      seq: broken.seq,
      message: `row ${broken.seq} has another hash than it was written with; the rest of it is right`,
    };
  }

  #noteBroken(row: AuditRow, key: AuditKey, readNearby: () => readonly AuditRow[]): void {
    const [previous = ''] = this.#candidates;
    const expected = hashRow(row, previous, key);
    const isKept = this.#findings.length < MAX_FINDINGS;
    const index = this.note(
      isKept ? this.#classify(row, key, readNearby()) : describeChange(row.seq),
    );
    this.#broken = { seq: row.seq, expected, index };
    this.#candidates = [row.hash, expected, ...this.#candidates].slice(
      0,
      isKept ? MAX_CANDIDATES : 1,
    );
  }

  #classify(row: AuditRow, key: AuditKey, nearby: readonly AuditRow[]): ChainFinding {
    const writtenAs = findPlace(row, key, nearby);
    const { seq } = row;
    if (writtenAs !== undefined) {
      const message = `row ${seq} was written as row ${writtenAs}: rows were put into another order`;
      return { kind: 'moved', seq, message };
    }
    return this.#broken === undefined
      ? describeChange(seq)
      : {
          kind: 'unconfirmed',
          seq,
          message: `row ${seq} may be right: it follows row ${this.#broken.seq}, which is not, so nothing proves it`,
        };
  }

  #noteKeyless(row: AuditRow): void {
    const keyId = keyIdOfHash(row.hash);
    const index = this.note(
      keyId === undefined ? describeChange(row.seq) : describeMissingKey(row.seq, keyId),
    );
    this.#broken = { seq: row.seq, expected: '', index };
    this.#candidates = [row.hash, ...this.#candidates].slice(0, MAX_CANDIDATES);
  }

  async #keyOf({ hash }: AuditRow): Promise<AuditKey | undefined> {
    const id = typeof hash === 'string' ? keyIdOfHash(hash) : undefined;
    if (id === undefined) return undefined;
    if (!this.#keys.has(id)) this.#keys.set(id, await this.#findKey(id));
    return this.#keys.get(id);
  }
}

const rowsAround = (rows: readonly AuditRow[], index: number): readonly AuditRow[] =>
  rows.slice(Math.max(0, index - NEARBY_ROWS), index + NEARBY_ROWS);

/** The number that the row was written with, if that was nearby: then its hash is that of a row there. */
function findPlace(row: AuditRow, key: AuditKey, nearby: readonly AuditRow[]): number | undefined {
  const hashes = new Set(nearby.map(({ hash }) => hash));
  const isWrittenAs = (seq: number): boolean =>
    [...hashes, ''].some((previous) => hashes.has(hashRow({ ...row, seq }, previous, key)));
  return nearby.map(({ seq }) => seq).find((seq) => seq !== row.seq && isWrittenAs(seq));
}

const describeChange = (seq: number): ChainFinding => ({
  kind: 'changed',
  seq,
  message: `row ${seq} is not as it was written`,
});

const describeMissingKey = (seq: number, keyId: string): ChainFinding => ({
  kind: 'key-missing',
  seq,
  message: `row ${seq} was written with the key ${keyId}, which is not in the table audit_keys`,
});

/** The finding that rows are not there; `next` is the one that follows them. */
export function describeGap(seq: number, throughSeq: number, next?: number): ChainFinding {
  const rows = seq === throughSeq ? `row ${seq} is` : `rows ${seq} to ${throughSeq} are`;
  const proof = next === undefined ? '' : `, and nothing proves row ${next}, which follows`;
  return { kind: 'removed', seq, throughSeq, message: `${rows} missing${proof}` };
}
