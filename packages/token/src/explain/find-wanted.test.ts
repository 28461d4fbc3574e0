import { describe, expect, it } from 'vitest';
import { inspectToken } from '../inspect-token.js';
import { issueToken } from '../issue-token.js';
import { apaasApp, apaasRoomUser, apaasUser } from '../services/apaas.js';
import { chatApp, chatUser } from '../services/chat.js';
import { rtc } from '../services/rtc.js';
import { rtm } from '../services/rtm.js';
import type { ServiceGrant, TokenService } from '../services/service-table.js';
import { streaming } from '../services/streaming.js';
import { sampleIssue } from '../../test/sample-options.js';
import { compareFields, findWanted, isEqual, listUncompared, type Wanted } from './find-wanted.js';
import { parseKnown, type KnownFacts } from './parse-known.js';

const servicesOf = (...services: readonly ServiceGrant[]): readonly TokenService[] =>
  inspectToken(issueToken(sampleIssue({ services }))).services;

const RTC = servicesOf(rtc({ channel: 'stage-1', uid: 7, role: 'publisher' }));
const RTM = servicesOf(rtm({ userId: 'zoe' }));
const ROOM = servicesOf(...apaasRoomUser({ room: 'math', userId: 'zoe', roomRole: 2 }));

const wantedOf = (known: KnownFacts, services = RTC): Wanted | undefined =>
  findWanted(parseKnown(known), services)[0];

describe('findWanted', () => {
  it.each<[string, KnownFacts, readonly TokenService[], string | undefined]>([
    ['nothing where nothing is known', {}, RTC, undefined],
    ['the service that is named', { service: 'fpa' }, RTC, 'fpa'],
    ['the service of channels', { channel: 'a' }, RTM, 'rtc'],
    ['the service of uids', { uid: 7 }, RTM, 'rtc'],
    ['the service of rooms, where the token has one', { channel: 'math' }, ROOM, 'apaas'],
    ['the first of the token that has user IDs', { userId: 'zoe' }, RTM, 'rtm'],
    ['Signaling for user IDs, where the token has none', { userId: 'zoe' }, RTC, 'rtm'],
    ['the service that has the privilege', { privileges: ['publishMixStream'] }, RTC, 'streaming'],
    ['RTC for a privilege that none has', { privileges: ['fly'] }, RTM, 'rtc'],
    ['what a client can enter', { use: 'join' }, RTM, 'rtm'],
    ['nothing at the REST API', { use: 'rest' }, RTM, undefined],
  ])('finds %s', (_, known, services, service) => {
    expect(wantedOf(known, services)?.row.name).toBe(service);
  });

  it('wants what lets a client in, unless privileges are named', () => {
    expect(wantedOf({ use: 'join' })?.privileges).toEqual(['joinChannel']);
    expect(wantedOf({ use: 'join', service: 'chat' })?.privileges).toEqual(['user']);
    expect(wantedOf({ use: 'join', service: 'streaming' })?.privileges).toEqual([]);
    expect(wantedOf({ channel: 'a' })?.privileges).toEqual(['joinChannel']);
    expect(wantedOf({ use: 'rest', channel: 'a' })?.privileges).toEqual([]);
    const privileges = ['publishAudioStream'];
    expect(wantedOf({ use: 'join', privileges })?.privileges).toEqual(privileges);
    expect(wantedOf({ service: 'rtc' })?.privileges).toEqual([]);
  });

  it.each<[string, KnownFacts, readonly ServiceGrant[], readonly string[]]>([
    ['a Chat user', { userId: 'zoe' }, [chatUser({ userId: 'zoe' })], ['user']],
    ['a Chat server', { use: 'join' }, [chatApp()], ['user']],
    ['a user of no room', { userId: 'zoe' }, [apaasUser({ userId: 'zoe' })], ['user']],
    ['a user of no room, in one', { channel: 'a' }, [apaasUser({ userId: 'zoe' })], ['roomUser']],
    ['a server of classrooms', { use: 'join' }, [apaasApp()], ['user']],
  ])('wants what lets a client in: %s', (_, known, grants, privileges) => {
    expect(wantedOf(known, servicesOf(...grants))?.privileges).toEqual(privileges);
  });

  it('does not want the privileges that official builders leave out', () => {
    const bare = ROOM.map((service) => ({ ...service, privileges: {} }));
    expect(wantedOf({ service: 'apaas', channel: 'math' }, bare)?.privileges).toEqual([]);
    expect(wantedOf({ service: 'rtm', userId: 'zoe' }, bare)?.privileges).toEqual(['login']);
  });

  const RTC_AND_RTM = [...RTC, ...RTM];
  const RTC_AND_STREAMING = servicesOf(
    rtc({ channel: 'stage-1', uid: 7, role: 'publisher' }),
    streaming({ channel: 'other', uid: 8, privileges: ['publishMixStream'] }),
  );

  it.each<[KnownFacts, readonly TokenService[], Record<string, readonly unknown[]>, string[]]>([
    [{ channel: 'a', uid: 7 }, RTC_AND_RTM, { rtc: ['a', '7'] }, []],
    [{ channel: 'a', uid: 7, userId: 'b' }, RTC_AND_RTM, { rtc: ['a', '7'], rtm: ['b'] }, []],
    [{ channel: 'a', userId: 'b' }, RTC_AND_RTM, { rtc: ['a', undefined], rtm: ['b'] }, []],
    [{ channel: 'a', userId: 'b' }, RTC, { rtc: ['a', 'b'] }, []],
    [{ channel: 'a', uid: 7, userId: 'b' }, RTC, { rtc: ['a', '7'] }, ['userId']],
    [{ uid: 7, account: 'b' }, RTC, { rtc: [undefined, '7'] }, ['account']],
    [{ service: 'rtm', userId: 'b', channel: 'a' }, RTC_AND_RTM, { rtm: ['b'] }, ['channel']],
    [{ channel: 'math', userId: 'b' }, ROOM, { apaas: ['math', 'b', undefined], rtm: ['b'] }, []],
    [{ channel: 'a', uid: 7 }, RTC_AND_STREAMING, { rtc: ['a', '7'] }, []],
  ])('compares each service that a fact is about: %j', (known, services, wanted, uncompared) => {
    const facts = parseKnown(known);
    const found = findWanted(facts, services);
    const fields = Object.fromEntries(
      found.map(({ row, fields: wants }) => [row.name, wants.slice(0, 3)]),
    );
    expect(fields).toMatchObject(wanted);
    expect(Object.keys(fields)).toEqual(Object.keys(wanted));
    expect(listUncompared(facts, found)).toEqual(uncompared);
  });

  it('takes the user in whatever way it is named', () => {
    expect(wantedOf({ service: 'rtc', uid: 0 })?.fields).toEqual([undefined, '0']);
    expect(wantedOf({ service: 'rtc', account: 'zoe' })?.fields).toEqual([undefined, 'zoe']);
    expect(wantedOf({ service: 'rtm', uid: 7 })?.fields).toEqual(['7']);
    expect(wantedOf({ service: 'rtm', userId: 7 })?.fields).toEqual(['7']);
  });
});

describe('compareFields', () => {
  it('puts what is found beside what is wanted', () => {
    const wanted = wantedOf({ channel: 'math' }, ROOM)!;
    const compared = compareFields(
      ROOM.find(({ service }) => service === 'apaas')!,
      wanted,
    );
    expect(compared).toMatchObject([
      { field: { name: 'room' }, found: 'math', wanted: 'math' },
      { field: { name: 'userId' }, found: 'zoe' },
    ]);
    expect(compared.map(isEqual)).toEqual([true, true]);
  });
});
