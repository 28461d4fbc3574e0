import { toLambdaHandler } from '@stagedoor/token-server/lambda';
import { createTokenServer } from '../token-server.js';

/** For a function URL, or for an HTTP API of API Gateway with payload format 2.0. */
export const handler = toLambdaHandler(createTokenServer(process.env));
