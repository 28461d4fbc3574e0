import { describe, expect, it } from 'vitest';
import { BASIC, inputOf, useEchoServers, WRONG_SECRET } from '../../test/echo-server.js';
import { RawConnection, rawRequest } from '../../test/raw-http.js';

const start = useEchoServers();

describe('answerRequest', () => {
  it('requests on one connection without waiting are answered each, in their order', async () => {
    const server = await start();
    const connection = await RawConnection.open(server.port);
    const lines = Array.from({ length: 50 }, (_, i) =>
      i % 5 === 4
        ? rawRequest('GET /nothing', [WRONG_SECRET])
        : rawRequest(`GET /echo?count=${i}`, [BASIC]),
    );
    connection.write(lines.join(''));
    const answers = await connection.answers(50);
    expect(answers.map((answer, i) => (i % 5 === 4 ? answer.status : inputOf(answer)))).toEqual(
      lines.map((_, i) => (i % 5 === 4 ? 404 : { query: { count: i } })),
    );
    connection.close();
  });
});
