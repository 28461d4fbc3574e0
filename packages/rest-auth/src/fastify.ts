export { principalOf } from './fastify-principal.js';
export { restAuth, type RestAuthOptions } from './fastify-rest-auth.js';
