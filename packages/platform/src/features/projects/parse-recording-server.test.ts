import { expect, it } from 'vitest';
import { parseRecordingServer } from './parse-recording-server.js';

it.each([
  '10.12.1.5:8080',
  '10.12.1.5',
  'recorder.example.com:443',
  'recorder-1:65535',
  '[2001:db8::1]:8080',
  '[::1]',
])('takes %s', (text) => {
  expect(parseRecordingServer(text)).toBe(text);
});

it.each(['', null])('takes %j for none', (text) => {
  expect(parseRecordingServer(text)).toBeUndefined();
});

it.each([
  ' ',
  '10.12.1.5:0',
  '10.12.1.5:65536',
  '10.12.1.5:8080 ',
  '10.12.1.5:',
  ':8080',
  '10.12.1.256:80',
  '10.12.1:80',
  'http://10.12.1.5:8080',
  'user@recorder.example.com',
  'recorder.example.com/path',
  '-recorder:80',
  'recorder-.example.com:80',
  'recorder..example.com:80',
  '2001:db8::1',
  '[2001:db8::1',
  '[10.12.1.5]:80',
  'a\nb:80',
  'a\u0000:80',
  'a.'.repeat(200),
  `${'a'.repeat(64)}:80`,
])('refuses %j', (text) => {
  expect(() => parseRecordingServer(text)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      message: expect.stringContaining('recording_server'),
    }),
  );
});
