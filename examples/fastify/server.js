import { toNodeListener } from '@stagedoor/token-server/node';
import { fastify } from 'fastify';
import { createTokenServer } from '../token-server.js';

const app = fastify();
const answerTokenRequest = toNodeListener(createTokenServer(process.env));

await app.register(async (scope) => {
  // In this scope alone, bodies are left to the token server, which reads no more of them than it should.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _body, done) => done(null));
  scope.all('/v1/*', (request, reply) => {
    reply.hijack();
    answerTokenRequest(request.raw, reply.raw);
  });
});

app.get('/', () => 'the rest of the application');

await app.listen({ port: Number(process.env['PORT'] ?? 8082), host: '127.0.0.1' });
console.log('listening at', app.addresses()[0]);
