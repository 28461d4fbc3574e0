import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BroadcastClient } from '../../../test/broadcast-client.js';
import { addProject } from '../../../test/operation-samples.js';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import { makeTestPlatform, type TestPlatform } from '../../../test/test-platform.js';
import { purgeStreamBans } from './purge-stream-bans.js';

const BANS = '/entry_points/live/admin/banned_streams';
const WEEK_SECONDS = 604_800;

const toIso = (at: number): string => new Date(at * 1000).toISOString().replace('.000Z', 'Z');

describe.each(TEST_ENGINES)('bans of streams on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;
    let client: BroadcastClient;
    let projectId: string;

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
    });

    beforeEach(async () => {
      platform.sources.time += 2;
      const project = await addProject(platform);
      projectId = project.projectId;
      client = BroadcastClient.injecting(platform, project.appId);
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    const isBanned = (stream: string, at: number = platform.sources.time): Promise<boolean> =>
      platform.storage.stores.bannedStreams.isBanned(projectId, 'live', stream, at);

    const listBans = async (): Promise<unknown> => {
      const [status, body] = await client.ask('GET', BANS);
      expect(status).toBe(200);
      return (body as { bannedStreamList: unknown }).bannedStreamList;
    };

    it('bans a stream for seven days where nothing else is said', async () => {
      const { time } = platform.sources;
      for (const body of [undefined, {}, { other: 1 }]) {
        expect(await client.ask('PATCH', `${BANS}/a`, body)).toEqual([200, {}]);
      }
      expect(await listBans()).toEqual([{ name: 'a', resumeTime: toIso(time + WEEK_SECONDS) }]);
      expect(await isBanned('a', time + WEEK_SECONDS - 1)).toBe(true);
      expect(await isBanned('a', time + WEEK_SECONDS)).toBe(false);
      expect(await isBanned('b')).toBe(false);
    });

    it('keeps the time as it was sent, and puts a later ban in place of an earlier one', async () => {
      for (const resumeTime of ['2027-01-31T19:00:00+08:00', '2026-12-24T12:00:00.5-03:30']) {
        expect(await client.ask('PATCH', `${BANS}/a`, { resumeTime })).toEqual([200, {}]);
        expect(await listBans()).toEqual([{ name: 'a', resumeTime }]);
      }
      const end = Date.UTC(2026, 11, 24, 15, 30) / 1000;
      expect(await isBanned('a', end)).toBe(true);
      expect(await isBanned('a', end + 1)).toBe(false);
    });

    it('lists bans by name, and lifts them', async () => {
      for (const name of ['b', 'C', 'a']) await client.ask('PATCH', `${BANS}/${name}`);
      const resumeTime = toIso(platform.sources.time + WEEK_SECONDS);
      const all = ['C', 'a', 'b'].map((name) => ({ name, resumeTime }));
      expect(await listBans()).toEqual(all);
      expect(await client.ask('DELETE', `${BANS}/C`)).toEqual([200, {}]);
      expect(await client.askForCode('DELETE', `${BANS}/C`)).toEqual([404, 'stream_ban_not_found']);
      expect(await listBans()).toEqual(all.slice(1));
      expect(await isBanned('C')).toBe(false);
    });

    it('forgets a ban at its end', async () => {
      const resumeTime = toIso(platform.sources.time + 10);
      await client.ask('PATCH', `${BANS}/a`, { resumeTime });
      platform.sources.time += 9;
      expect(await listBans()).toEqual([{ name: 'a', resumeTime }]);
      platform.sources.time += 1;
      expect(await listBans()).toEqual([]);
      expect(await isBanned('a')).toBe(false);
      expect((await client.ask('DELETE', `${BANS}/a`))[0]).toBe(404);
      // It can be banned anew.
      expect((await client.ask('PATCH', `${BANS}/a`))[0]).toBe(200);
      expect(await isBanned('a')).toBe(true);
    });

    it.each([
      ['a blank', 'stage%20one', 'stage one'],
      ['other letters', 'h%C3%B6he-%F0%9F%8E%AD', 'höhe-🎭'],
      ['a percent sign that is encoded twice', 'a%2525', 'a%25'],
      ['plus signs, which are no blanks here', 'a+b', 'a+b'],
      ['other delimiters', 'a%3Db%26c;d:e@f', 'a=b&c;d:e@f'],
      ['255 bytes', 'a'.repeat(255), 'a'.repeat(255)],
      ['255 bytes, all encoded', '%C3%A9'.repeat(127), 'é'.repeat(127)],
      ['the name of a property', '__proto__', '__proto__'],
    ])('bans a stream whose name has %s', async (_name, segment, stream) => {
      expect(await client.ask('PATCH', `${BANS}/${segment}`)).toEqual([200, {}]);
      expect(await listBans()).toMatchObject([{ name: stream }]);
      expect(await isBanned(stream)).toBe(true);
      expect(await client.ask('DELETE', `${BANS}/${segment}`)).toEqual([200, {}]);
    });

    it.each([
      ['a slash', 'a%2Fb'],
      ['a question mark', 'a%3Fb'],
      ['a number sign', 'a%23b'],
      ['a NUL', 'a%00'],
      ['a line break', 'a%0A'],
      ['256 bytes', 'a'.repeat(256)],
      ['128 characters of 2 bytes', '%C3%A9'.repeat(128)],
    ])('refuses a stream whose name has %s', async (_name, segment) => {
      expect(await client.askForCode('PATCH', `${BANS}/${segment}`)).toEqual([
        400,
        'invalid_stream_name',
      ]);
      expect(await client.askForCode('DELETE', `${BANS}/${segment}`)).toEqual([
        404,
        'stream_ban_not_found',
      ]);
      expect(await isBanned(decodeURIComponent(segment))).toBe(false);
      expect(await listBans()).toEqual([]);
    });

    it.each([
      ['no offset', '2027-01-31T19:00:00'],
      ['a date alone', '2027-01-31'],
      ['no colon in its offset', '2027-01-31T19:00:00+0800'],
      ['a blank for the T', '2027-01-31 19:00:00Z'],
      ['a day that is none', '2027-02-29T00:00:00Z'],
      ['an hour that is none', '2027-01-31T24:00:00Z'],
      ['an offset that is none', '2027-01-31T19:00:00+24:00'],
      ['a number', '1801468800'],
      ['nothing', ''],
      ['the past', '2020-11-29T19:00:00+08:00'],
    ])('refuses a time with %s', async (_name, resumeTime) => {
      expect(await client.askForCode('PATCH', `${BANS}/a`, { resumeTime })).toEqual([
        400,
        'invalid_resume_time',
      ]);
      expect(await listBans()).toEqual([]);
    });

    it('refuses the present as the end', async () => {
      const resumeTime = toIso(platform.sources.time);
      expect(await client.askForCode('PATCH', `${BANS}/a`, { resumeTime })).toEqual([
        400,
        'invalid_resume_time',
      ]);
    });

    it.each([
      ['a number', { resumeTime: 1_801_468_800 }],
      ['null', { resumeTime: null }],
      ['a list', { resumeTime: ['2027-01-31T19:00:00Z'] }],
      ['a body that is a list', []],
      ['a body that is a text', 'now'],
    ])('refuses a time that is %s', async (_name, body) => {
      expect(await client.askForCode('PATCH', `${BANS}/a`, body)).toEqual([400, 'invalid_request']);
      expect(await listBans()).toEqual([]);
    });

    it('knows no bans at an entry point that is not there', async () => {
      for (const entryPoint of ['none', 'LIVE', '%00', 'a%20b']) {
        const bans = `/entry_points/${entryPoint}/admin/banned_streams`;
        expect(await client.askForCode('GET', bans)).toEqual([404, 'entry_point_not_found']);
        expect(await client.askForCode('PATCH', `${bans}/a`)).toEqual([
          404,
          'entry_point_not_found',
        ]);
        expect(await client.askForCode('DELETE', `${bans}/a`)).toEqual([
          404,
          'entry_point_not_found',
        ]);
      }
    });

    it('keeps streams of projects and entry points apart', async () => {
      const other = BroadcastClient.injecting(platform, (await addProject(platform)).appId);
      await client.ask('POST', '/entry_points?id=stage');
      await client.ask('PATCH', `${BANS}/a`);
      expect(await other.ask('GET', BANS)).toEqual([200, { bannedStreamList: [] }]);
      expect((await other.ask('DELETE', `${BANS}/a`))[0]).toBe(404);
      const atStage = '/entry_points/stage/admin/banned_streams';
      expect(await client.ask('GET', atStage)).toEqual([200, { bannedStreamList: [] }]);
      expect(await isBanned('a')).toBe(true);
    });

    it('has one ban of those that are asked for at once, and lifts it once', async () => {
      const times = ['2027-01-31T19:00:00+08:00', '2027-01-31T19:00:00Z', '2027-02-01T00:00:00Z'];
      const set = await Promise.all(
        times.map((resumeTime) => client.ask('PATCH', `${BANS}/a`, { resumeTime })),
      );
      expect(set.map(([status]) => status)).toEqual([200, 200, 200]);
      expect(await listBans()).toEqual([
        { name: 'a', resumeTime: expect.toBeOneOf([...times]) as string },
      ]);
      const lifted = await Promise.all(times.map(() => client.ask('DELETE', `${BANS}/a`)));
      expect(lifted.filter(([status]) => status === 200)).toHaveLength(1);
      expect(lifted.filter(([status]) => status === 404)).toHaveLength(2);
    });

    it('purges what has ended, a part at a time, and nothing else', async () => {
      const { bannedStreams } = platform.storage.stores;
      const at = platform.sources.time;
      for (const [index, resumesAt] of [at - 2, at - 1, at, at + 1].entries()) {
        const resumeTime = toIso(resumesAt);
        const ban = { projectId, entryPoint: 'live', stream: `s${index}`, resumeTime, resumesAt };
        await bannedStreams.put(ban);
      }
      expect(await bannedStreams.removeEnded(at, 2)).toBe(2);
      expect(await purgeStreamBans(bannedStreams, platform.sources)).toBe(1);
      expect(await purgeStreamBans(bannedStreams, platform.sources)).toBe(0);
      expect(await listBans()).toEqual([{ name: 's3', resumeTime: toIso(at + 1) }]);
    });

    it('keeps to the quota of a project, and still lets a ban have another end', async () => {
      const rows = Array.from({ length: 9_999 }, (_none, index) => ({
        project_id: projectId,
        entry_point: 'live',
        stream: `stream-${index}`,
        resume_time: '2027-01-31T19:00:00Z',
        resumes_at: 1_801_422_000,
      }));
      for (let start = 0; start < rows.length; start += 1000) {
        await database.database.connection
          .insertInto('stream_bans')
          .values(rows.slice(start, start + 1000))
          .execute();
      }
      expect((await client.ask('PATCH', `${BANS}/last`))[0]).toBe(200);
      expect(await client.askForCode('PATCH', `${BANS}/more`)).toEqual([
        400,
        'too_many_stream_bans',
      ]);
      expect((await client.ask('PATCH', `${BANS}/stream-7`))[0]).toBe(200);
      expect((await client.ask('DELETE', `${BANS}/stream-7`))[0]).toBe(200);
      expect((await client.ask('PATCH', `${BANS}/more`))[0]).toBe(200);
    });
  });
});
