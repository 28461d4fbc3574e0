export { agoraToken, type AgoraTokenOptions } from './schemes/agora-token.js';
export type {
  AgoraTokenExpectation,
  RtcTokenExpectation,
  RtmTokenExpectation,
} from './schemes/agora-token/expectation.js';
