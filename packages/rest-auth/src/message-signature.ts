export { messageSignature, type MessageSignatureOptions } from './schemes/message-signature.js';
export type { UrlScheme } from './schemes/message-signature/normalize-authority.js';
