import { availableParallelism, cpus } from 'node:os';
import { type AdmissionSpeed, measureAdmissions } from './admission.js';
import { BENCHES } from './benches.js';
import { describeSize, isWithinBudget, measurePart, PARTS } from './bundle-sizes.js';
import { compare, didWork, type Comparison, type Measurement } from './compare.js';
import { describeSpread, percent } from './describe-spread.js';
import { median } from './percentile.js';
import { measurePlatform } from './platform.js';
import { measureRates, type RouteRate } from './rest-auth-load.js';
import { measureVerifyCost } from './rest-auth-speed.js';
import { measureTokenServer } from './token-server.js';

function describeMeasurement(measured: Measurement): string {
  const { job, rival, target, oursMicros, theirsMicros, ratios } = measured;
  const at = (share: number): string =>
    (ratios[Math.round(share * (ratios.length - 1))] ?? 0).toFixed(1);
  return [
    job,
    `  stagedoor ${oursMicros.toFixed(1)} us, ${rival} ${theirsMicros.toFixed(1)} us`,
    `  ${at(0.5)}x as fast (${at(0)}x to ${at(1)}x in ${ratios.length} rounds, half of them within ${at(0.25)}x to ${at(0.75)}x); target ${target}x`,
  ].join('\n');
}

function describeMachine(): string {
  return `Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}\n`;
}

/** Whether every comparison met its target. */
function measureSpeed(comparisons: readonly Comparison[]): boolean {
  console.log(describeMachine());
  const measured = comparisons.map((comparison) => {
    const measurement = compare(comparison);
    console.log(`${describeMeasurement(measurement)}\n`);
    return measurement;
  });
  const isMet = measured.every(
    ({ ratios, target }) => (ratios[Math.floor(ratios.length / 2)] ?? 0) >= target,
  );
  return isMet && didWork();
}

const MAX_VERIFY_RATIO = 5;

async function measureVerify(): Promise<boolean> {
  const { verifyMicros, bareMicros, ratios } = await measureVerifyCost();
  console.log('verify a POST of 1 kB signed with hmac');
  console.log(
    `  stagedoor ${verifyMicros.toFixed(1)} us; one digest and one MAC of these sizes by node:crypto ${bareMicros.toFixed(1)} us`,
  );
  const range = describeSpread(ratios, (ratio) => `${ratio.toFixed(1)}x`);
  console.log(`  ${range} of that; target at most ${MAX_VERIFY_RATIO}x\n`);
  return median(ratios) <= MAX_VERIFY_RATIO;
}

function describeRate({ name, requestsPerSecond, shares, targetShare }: RouteRate): string {
  const rate = `  ${name.padEnd(6)} ${requestsPerSecond.toFixed(0).padStart(6)} requests/s`;
  if (targetShare === 0) return rate;
  return `${rate}, ${describeSpread(shares, percent)}; target ${percent(targetShare)}`;
}

/** Whether request authentication met its targets. */
async function measureRestAuth(): Promise<boolean> {
  console.log(describeMachine());
  const isVerifyMet = await measureVerify();
  const rates = await measureRates();
  console.log(
    'a Fastify route that takes POSTs of 1 kB, without authentication and with each scheme',
  );
  for (const rate of rates) console.log(describeRate(rate));
  return isVerifyMet && rates.every(({ shares, targetShare }) => median(shares) >= targetShare);
}

/** Whether every part is within its budget. */
async function measureSize(): Promise<boolean> {
  console.log('bundled and minified by esbuild, gzip -9\n');
  const sizes = await Promise.all(PARTS.map(measurePart));
  for (const size of sizes) console.log(describeSize(size));
  return sizes.every(isWithinBudget);
}

/** An admission may take this much longer with a million revocations than with none. */
const MAX_ADMISSION_RATIO = 1.5;

function describeAdmissions({ engine, entries, empty, full }: AdmissionSpeed): string {
  const line = (name: string, part: 'lookup' | 'admission', share: 'p50' | 'p99'): string => {
    const ratio = (full[part][share] / empty[part][share]).toFixed(2);
    const micros = [empty, full]
      .map((cost) => cost[part][share].toFixed(0).padStart(6))
      .join(' us ->');
    return `  ${name.padEnd(10)} ${share} ${micros} us  ${ratio}x`;
  };
  const rates = [empty, full].map((cost) => cost.admissionsPerSecond.toFixed(0)).join(' -> ');
  return [
    `${engine}, with 0 -> ${entries} revocations; target for admissions: within ${MAX_ADMISSION_RATIO}x`,
    line('lookup', 'lookup', 'p50'),
    line('lookup', 'lookup', 'p99'),
    line('admission', 'admission', 'p50'),
    line('admission', 'admission', 'p99'),
    `  64 at the same time: ${rates} admissions/s\n`,
  ].join('\n');
}

/** Whether a million revocations cost no more than none. */
async function measureAdmission(): Promise<boolean> {
  console.log(describeMachine());
  const [emptyUrl, fullUrl] = process.argv.slice(3);
  const speeds = await measureAdmissions(emptyUrl, fullUrl);
  for (const speed of speeds) console.log(describeAdmissions(speed));
  return speeds.every(({ empty, full }) =>
    (['p50', 'p99'] as const).every(
      (share) => full.admission[share] <= empty.admission[share] * MAX_ADMISSION_RATIO,
    ),
  );
}

/** The benches that are more than comparisons of two functions. */
const OTHER_BENCHES: Readonly<Record<string, () => Promise<boolean>>> = {
  size: measureSize,
  'rest-auth': measureRestAuth,
  admission: measureAdmission,
  platform: () => {
    console.log(describeMachine());
    return measurePlatform(process.argv.slice(3));
  },
  'token-server': () => {
    console.log(describeMachine());
    return measureTokenServer(process.argv.slice(3));
  },
};

async function run(name: string): Promise<number> {
  const comparisons = BENCHES[name];
  if (comparisons !== undefined) return measureSpeed(comparisons) ? 0 : 1;
  const measure = OTHER_BENCHES[name];
  if (measure !== undefined) return (await measure()) ? 0 : 1;
  const names = [...Object.keys(BENCHES), ...Object.keys(OTHER_BENCHES)];
  console.error(`which bench? npm run bench -- ${names.join(' | ')}`);
  return 2;
}

process.exitCode = await run(process.argv[2] ?? '');
