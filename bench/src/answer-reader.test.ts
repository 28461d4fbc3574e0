import { describe, expect, it } from 'vitest';
import { AnswerReader, isAccepted } from './answer-reader.js';

const answer = (status: string, body: string): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

describe('AnswerReader', () => {
  it('gives the heads of answers that come together', () => {
    const both = Buffer.from(answer('200 OK', 'one') + answer('503 Service Unavailable', 'two'));
    const heads = new AnswerReader().read(both);
    expect(heads.map((head) => head.split('\r\n', 1)[0])).toEqual([
      'HTTP/1.1 200 OK',
      'HTTP/1.1 503 Service Unavailable',
    ]);
  });

  it('finds the same answers wherever they are cut, and counts octets', () => {
    const octets = Buffer.from(answer('200 OK', 'één') + answer('201 Created', ''));
    for (let cut = 0; cut <= octets.length; cut += 1) {
      const reader = new AnswerReader();
      const heads = [...reader.read(octets.subarray(0, cut)), ...reader.read(octets.subarray(cut))];
      expect(heads).toHaveLength(2);
      expect(heads.every(isAccepted)).toBe(true);
    }
  });
});

describe('isAccepted', () => {
  it.each([
    ['HTTP/1.1 200 OK', true],
    ['HTTP/1.1 201 Created', true],
    ['HTTP/1.1 429 Too Many Requests', false],
    ['HTTP/1.1 2000 No', false],
  ])('%s: %s', (head, accepted) => {
    expect(isAccepted(head)).toBe(accepted);
  });
});
