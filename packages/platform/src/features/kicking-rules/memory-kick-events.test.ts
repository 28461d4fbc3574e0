import { expect, it } from 'vitest';
import type { KickEvent } from './kick-events.js';
import { MemoryKickEvents } from './memory-kick-events.js';

const EVENT: KickEvent = {
  kind: 'once',
  ruleId: 1,
  appId: '3f0c9a7b1d5e48269ab0c4d2e6f81735',
  uid: 42,
  channel: undefined,
  address: undefined,
  privileges: ['join_channel'],
  atMs: 0,
  endsAtMs: undefined,
};

it('tells every listener, until it ends its subscription', () => {
  const events = new MemoryKickEvents();
  const heard: string[] = [];
  const end = events.subscribe(() => heard.push('first'));
  events.subscribe(() => heard.push('second'));
  events.publish(EVENT);
  end();
  events.publish(EVENT);
  expect(heard).toEqual(['first', 'second', 'second']);
});

it('keeps the fault of one listener from the others and from the publisher', () => {
  const events = new MemoryKickEvents();
  const heard: KickEvent[] = [];
  events.subscribe(() => {
    throw new Error('an engine fails');
  });
  events.subscribe((event) => heard.push(event));
  events.publish(EVENT);
  expect(heard).toEqual([EVENT]);
});
