/** A server whose PostgreSQL goes away under load, and comes back, tells nobody anything wrong and needs nobody's help. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CAN_START_POSTGRES,
  type LocalServer,
  startPostgres,
} from '../../../packages/platform/test/local-server.js';
import { BANNED, Load, namesIn, type Platform } from './platform-load.js';
import { runProgram, ServerProcess } from './server-process.js';

/** As many as `pg_ctl stop` has modes that do not wait for clients: `immediate`, and `fast`. */
const OUTAGES = ['SIGQUIT', 'SIGINT'] as const;
const LIMITS = 'projects=100000,kicking-rules=100000,stagedoor=100000';
const SERVE = ['serve', '--port', '0', '--operations-port', '0', '--log-level', 'silent'] as const;
const LIMITED = ['--rate-limits', LIMITS, '--failures-per-second', '100000'] as const;

/** Before the database goes away, and when it is back. */
const PHASE_WRITES = 30;
/** How long it may take until everything works again. */
const MAX_RECOVERY_MILLIS = 15_000;

describe.skipIf(!CAN_START_POSTGRES && process.env['CI'] !== 'true')(
  'a PostgreSQL that is restarted under load',
  () => {
    let folder: string;
    let postgres: LocalServer | undefined;
    let server: ServerProcess | undefined;

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'stagedoor-restart-'));
      postgres = await startPostgres();
    });

    afterEach(async () => {
      await server?.end('SIGKILL');
      await postgres?.dispose();
      rmSync(folder, { recursive: true, force: true });
    });

    const storageOptions = (): readonly string[] => [
      '--data',
      join(folder, 'data'),
      '--database',
      postgres?.url ?? '',
    ];

    /** Runs a command that must do its work, and gives what it printed. */
    async function run(...command: readonly string[]): Promise<string> {
      const { exitCode, out, error } = await runProgram([...command, ...storageOptions()]);
      expect([exitCode, error]).toEqual([0, '']);
      return out;
    }

    async function makePlatform(): Promise<Platform> {
      await run('init', 'acme');
      const made = await run('project', 'create', 'stage', '--show-certificates', '--json');
      const { project } = JSON.parse(made) as {
        project: { appId: string; certificates: [{ certificate: string }] };
      };
      const { customerId, customerSecret } = JSON.parse(
        await run('credential', 'create', 'load', '--json'),
      ) as Record<string, string>;
      server = await ServerProcess.start([...SERVE, ...LIMITED, ...storageOptions()]);
      return {
        server,
        authorization: `Basic ${btoa(`${customerId}:${customerSecret}`)}`,
        appId: project.appId,
        certificate: project.certificates[0].certificate,
      };
    }

    async function banChannel({
      server: { ready },
      authorization,
      appId,
    }: Platform): Promise<void> {
      const response = await fetch(`${ready.url}/dev/v1/kicking-rule`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ appid: appId, cname: BANNED, time: 1440 }),
      });
      expect(response.status).toBe(200);
    }

    /** Nothing that was acknowledged is lost, each rule has its event and no other has, and the server ends as it should. */
    async function expectWhole(
      { server: { ready }, server: running, authorization, appId }: Platform,
      acknowledged: readonly string[],
    ): Promise<void> {
      const probe = await fetch(`${ready.operationsUrl}/readyz`);
      expect(await probe.json()).toMatchObject({ status: 'ready' });
      const url = `${ready.url}/dev/v1/kicking-rule?appid=${appId}`;
      const response = await fetch(url, { headers: { authorization } });
      const banned = namesIn((await response.json()) as Record<string, unknown>);
      expect(acknowledged.filter((name) => !banned.has(name))).toEqual([]);
      expect(await running.end('SIGTERM')).toBe(0);
      expect(running.errors).toBe('');
      await run('audit', 'verify');
      const exported = await run('audit', 'export');
      const told = exported.split('\n').filter((line) => line.includes('"create-kicking-rule"'));
      expect(told).toHaveLength(banned.size);
    }

    it('gives right answers or clear ones, loses nothing, and goes on by itself', async () => {
      const platform = await makePlatform();
      await banChannel(platform);
      const load = new Load(platform);
      load.start();
      for (const signal of OUTAGES) {
        const before = load.acknowledged.length;
        await load.until(() => load.acknowledged.length >= before + PHASE_WRITES);
        load.forgetOutage();
        await postgres?.stop(signal);
        await load.until(() => load.hasMetOutage);
        await postgres?.start();
        const backAt = performance.now();
        await load.until(() => load.streak >= PHASE_WRITES);
        expect(performance.now() - backAt).toBeLessThan(MAX_RECOVERY_MILLIS);
      }
      await load.stop();
      await expectWhole(platform, load.acknowledged);
    }, 120_000);
  },
);
