export { readNodeHead } from './node-request.js';
