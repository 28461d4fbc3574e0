import { availableParallelism, cpus } from 'node:os';
import { compare, didWork, type Measurement } from './compare.js';
import { BENCHES } from './benches.js';

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

const name = process.argv[2] ?? '';
const comparisons = BENCHES[name];
if (comparisons === undefined) {
  console.error(`which bench? npm run bench -- ${Object.keys(BENCHES).join(' | ')}`);
  process.exitCode = 2;
} else {
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
  process.exitCode = isMet && didWork() ? 0 : 1;
}
