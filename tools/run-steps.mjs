/** Runs the steps of a check as programs, side by side, and prints one line for each. */
import { spawn } from 'node:child_process';

/** Runs one step: `command` is a script for Node.js and its arguments. Nothing is printed. */
export const runStep = (root, { command }, extraArgs = []) =>
  new Promise((resolve) => {
    const start = performance.now();
    const program = spawn(process.execPath, [...command.split(' '), ...extraArgs], {
      cwd: root,
      // What is kept to be shown later reads best plain, also where CI asks for colours.
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = [];
    program.stdout.on('data', (chunk) => output.push(chunk));
    program.stderr.on('data', (chunk) => output.push(chunk));
    program.on('close', (code) =>
      resolve({
        failed: code !== 0,
        output: Buffer.concat(output).toString().trimEnd(),
        seconds: (performance.now() - start) / 1000,
      }),
    );
  });

/** One quiet line for a step that passed; everything it said, and what to do, for one that failed. */
export const printResult = ({ name, advice }, { failed, output, seconds }) => {
  console.log(`${failed ? 'not ok' : 'ok'}  ${name}  ${seconds.toFixed(1)} s`);
  if (!failed) return;
  if (output !== '') console.log(output);
  console.log(`what to do: ${advice}`);
};

/** Runs steps in their order, `lanes` at a time, and says how many passed and failed. */
export const runSteps = async (root, steps, lanes) => {
  const waiting = [...steps];
  const count = { passed: 0, failed: 0 };
  const runLane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await runStep(root, step);
      printResult(step, result);
      count[result.failed ? 'failed' : 'passed'] += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
  return count;
};
