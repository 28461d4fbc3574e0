import { setImmediate } from 'node:timers/promises';
import type { AuditStore, SealedHead } from './audit-store.js';
import type { ChainFinding } from './chain-finding.js';
import { type ChainHead, keyIdOfHash, sealHead } from './chain-hash.js';
import { ChainVerifier, describeGap } from './chain-verifier.js';
import { parsePruneMark } from './parse-prune-mark.js';

/** The command that prunes, whose events say where the chain begins now. */
export const PRUNE_ACTION = 'audit.prune';
/** What they are done to: by it they are found among many others. */
export const PRUNE_TARGET = 'audit-trail';

const ROWS_PER_READ = 1000;
/** A prune while the rows are read makes them look removed. */
const MAX_ATTEMPTS = 3;
/** What the first row of a trail follows. */
export const BEGINNING: ChainHead = { seq: 0, hash: '' };

/** What was found out about the audit trail. */
export interface ChainReport {
  /** Whether every row is as it was written, and all are there. */
  readonly intact: boolean;
  /** Rows that are proven to be as they were written. */
  readonly confirmedCount: number;
  /** The last row that was pruned; 0 where none was. */
  readonly prunedThroughSeq: number;
  /** To note elsewhere, and to compare with later. */
  readonly head: ChainHead;
  /** The first things that are wrong. */
  readonly findings: readonly ChainFinding[];
  readonly findingCount: number;
}

/** Where the chain begins: after what was last pruned. The event that says so is proven with the others. */
export async function findBeginning(store: AuditStore): Promise<ChainHead> {
  const [newest] = await store.list({
    action: PRUNE_ACTION,
    target: PRUNE_TARGET,
    outcome: 'done',
    order: 'newest-first',
    limit: 1,
  });
  return (newest === undefined ? undefined : parsePruneMark(newest)) ?? BEGINNING;
}

async function takeRows(
  store: AuditStore,
  verifier: ChainVerifier,
  throughSeq: number,
): Promise<void> {
  let afterSeq: number | undefined;
  while (true) {
    const rows = await store.list({
      afterSeq,
      beforeSeq: throughSeq + 1,
      order: 'oldest-first',
      limit: ROWS_PER_READ,
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    await verifier.take(rows);
    afterSeq = last.seq;
    // Embedded storage answers at once: without this, requests would wait until all rows are read.
    await setImmediate();
  }
}

async function isSealed(head: SealedHead, store: AuditStore): Promise<boolean> {
  const key = await store.findKey(keyIdOfHash(head.seal) ?? '');
  return key !== undefined && sealHead(head, key) === head.seal;
}

async function checkHead(
  verifier: ChainVerifier,
  head: SealedHead,
  store: AuditStore,
): Promise<void> {
  const { seq } = head;
  if (!(await isSealed(head, store))) {
    verifier.note({
      kind: 'head-changed',
      seq,
      message: `the head (row ${seq}) is not as it was written: the newest rows may have been removed`,
    });
  }
  if (verifier.seq < seq) verifier.note(describeGap(verifier.seq + 1, seq));
  else if (!verifier.mayFollow(head.hash)) {
    verifier.note({
      kind: 'head-changed',
      seq,
      message: `the head has another hash than row ${seq}`,
    });
  }
}

async function checkExtent(
  verifier: ChainVerifier,
  head: ChainHead,
  store: AuditStore,
): Promise<void> {
  const { count, newestSeq } = await store.readExtent(head.seq);
  const now = await store.readHead();
  if (newestSeq > (now?.seq ?? head.seq)) {
    verifier.note({
      kind: 'inserted',
      seq: (now?.seq ?? head.seq) + 1,
      throughSeq: newestSeq,
      message: `there are rows up to ${newestSeq} behind the head: they were never written`,
    });
  }
  if (count > verifier.rowCount) {
    const message = `there are ${count} rows up to ${head.seq}: some numbers are there several times`;
    verifier.note({ kind: 'inserted', seq: head.seq, message });
  }
}

async function checkExpectedHead(
  verifier: ChainVerifier,
  expected: ChainHead,
  { store, head, beginning }: { store: AuditStore; head: ChainHead; beginning: ChainHead },
): Promise<void> {
  const { seq } = expected;
  if (seq > head.seq) {
    const message = `row ${seq} was noted, and the trail ends at ${head.seq}: it is an older copy`;
    verifier.note({ kind: 'rolled-back', seq, message });
    return;
  }
  // What was pruned can be compared no more, but for its last row.
  if (seq < beginning.seq || seq === 0) return;
  const [row] = await store.list({ afterSeq: seq - 1, order: 'oldest-first', limit: 1 });
  const hash = seq === beginning.seq ? beginning.hash : row?.hash;
  if (hash === expected.hash) return;
  const message = `row ${seq} has another hash than the one that was noted: the trail was written again`;
  verifier.note({ kind: 'forked', seq, message });
}

/** The head, or where it is gone, one that fits the rows and has no seal. */
async function readOrMakeHead(store: AuditStore): Promise<SealedHead> {
  const head = await store.readHead();
  if (head !== undefined) return head;
  const [newest] = await store.list({ order: 'newest-first', limit: 1 });
  return { ...BEGINNING, ...newest, seal: '' };
}

async function verifyOnce(
  store: AuditStore,
  expected: ChainHead | undefined,
): Promise<ChainReport> {
  const head = await readOrMakeHead(store);
  const beginning = await findBeginning(store);
  const verifier = new ChainVerifier(beginning, (id) => store.findKey(id));
  await takeRows(store, verifier, head.seq);
  await checkHead(verifier, head, store);
  await checkExtent(verifier, head, store);
  if (expected !== undefined) {
    await checkExpectedHead(verifier, expected, { store, head, beginning });
  }
  const { findings, findingCount, confirmedCount } = verifier;
  return {
    intact: findingCount === 0,
    confirmedCount,
    prunedThroughSeq: beginning.seq,
    head: { seq: head.seq, hash: head.hash },
    findings,
    findingCount,
  };
}

/**
 * Reads the whole trail in parts, and says whether it is as it was written. `expectedHead` is one that was noted elsewhere
 * before: only with it, a return to an older copy of the whole database is seen.
 */
export async function verifyChain(
  store: AuditStore,
  expectedHead?: ChainHead,
): Promise<ChainReport> {
  for (let attempt = 1; ; attempt += 1) {
    const report = await verifyOnce(store, expectedHead);
    if (report.intact || attempt === MAX_ATTEMPTS) return report;
    const { seq } = await findBeginning(store);
    if (seq === report.prunedThroughSeq) return report;
  }
}
