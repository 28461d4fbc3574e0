import type { FastifyInstance } from 'fastify';
import type { OpenApiDocument } from '../operations/openapi.js';
import { parseDocument } from './parse-document.js';

/** Nothing from elsewhere; the page of Swagger UI has styles of its own in its markup. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Serves the OpenAPI document at `/openapi.json`, and a page to read it and try it out at `/docs`. What the page is made
 * of is loaded now, not with the program.
 */
export async function serveReference(
  app: FastifyInstance,
  document: OpenApiDocument,
): Promise<void> {
  const text = JSON.stringify(document);
  app.get('/openapi.json', { exposeHeadRoute: true }, (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(text),
  );
  const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ]);
  const copy = parseDocument(text);
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      void reply.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    });
    await scope.register(swagger, { mode: 'static', specification: { document: copy } });
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      uiConfig: { url: '/openapi.json', deepLinking: true, tryItOutEnabled: false },
    });
  });
}
