import { expect, it } from 'vitest';
import { parseTimeOption } from './parse-time-option.js';

const NOW = 1_795_242_600;

it.each([
  ['2026-11-21', '2026-11-21T00:00:00.000Z'],
  ['2026-11-21T06:30', '2026-11-21T06:30:00.000Z'],
  ['2026-11-21 06:30:15', '2026-11-21T06:30:15.000Z'],
  ['2026-11-21T06:30:15.25z', '2026-11-21T06:30:15.250Z'],
  ['2026-11-21T06:30+02:00', '2026-11-21T04:30:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['1795242600', '2026-11-21T06:30:00.000Z'],
  ['90s', '2026-11-21T06:28:30.000Z'],
  ['30m', '2026-11-21T06:00:00.000Z'],
  ['24h', '2026-11-20T06:30:00.000Z'],
  ['7d', '2026-11-14T06:30:00.000Z'],
])('takes %s for %s', (text, expected) => {
  expect(new Date(parseTimeOption(text, '--since', NOW)).toISOString()).toBe(expected);
});

it.each([
  '',
  'yesterday',
  '2026-02-31',
  '2026-13-01',
  '12',
  '5w',
  '-5m',
  '2026-11-21T25:00',
  '1e9',
])('refuses %j', (text) => {
  expect(() => parseTimeOption(text, '--since', NOW)).toThrow(/^--since must be a time/);
});
