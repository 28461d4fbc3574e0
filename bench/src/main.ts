import { availableParallelism, cpus } from 'node:os';
import { BENCHES } from './benches.js';
import { describeSize, isWithinBudget, measurePart, PARTS } from './bundle-sizes.js';
import { compare, didWork, type Comparison, type Measurement } from './compare.js';

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

/** Whether every comparison met its target. */
function measureSpeed(comparisons: readonly Comparison[]): boolean {
  console.log(
    `Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}\n`,
  );
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

/** Whether every part is within its budget. */
async function measureSize(): Promise<boolean> {
  console.log('bundled and minified by esbuild, gzip -9\n');
  const sizes = await Promise.all(PARTS.map(measurePart));
  for (const size of sizes) console.log(describeSize(size));
  return sizes.every(isWithinBudget);
}

const name = process.argv[2] ?? '';
const comparisons = BENCHES[name];
if (name === 'size') {
  process.exitCode = (await measureSize()) ? 0 : 1;
} else if (comparisons === undefined) {
  console.error(`which bench? npm run bench -- ${[...Object.keys(BENCHES), 'size'].join(' | ')}`);
  process.exitCode = 2;
} else {
  process.exitCode = measureSpeed(comparisons) ? 0 : 1;
}
