export { hmacSha256 } from './hmac/hmac-sha256.js';
export { sha256 } from './hmac/sha256.js';
