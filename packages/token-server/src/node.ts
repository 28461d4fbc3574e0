export { clientAddressBehind } from './http/node-client-address.js';
export { toNodeListener, type NodeListenerOptions } from './http/node-listener.js';
export { createNodeServer, type NodeServerOptions } from './http/node-server.js';
