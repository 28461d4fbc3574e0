/** Node, https: as the documented Node.js sample, which signs the bare host name and sends JSON without spaces. */
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { env } from 'node:process';

/** The eleventh octet becomes another one, if this is the part to alter. */
const alter = (part, octets) => {
  if (env.ALTER !== part) return octets;
  const altered = Buffer.from(octets);
  altered[10] = octets[10] === 0x41 ? 0x42 : 0x41;
  return altered;
};
const alterText = (part, text) => alter(part, Buffer.from(text)).toString();

const sign = ({ method, target, host, body }) => {
  const date = new Date().toUTCString();
  const digest = `SHA-256=${createHash('sha256').update(body).digest('base64')}`;
  const text = `host: ${host}\ndate: ${date}\n${method} ${target} HTTP/1.1\ndigest: ${digest}`;
  const mac = createHmac('sha256', env.CUSTOMER_SECRET).update(text).digest('base64');
  const signature = alterText('signature', mac);
  return {
    date,
    digest: alterText('header', digest),
    authorization: `hmac username="${env.CUSTOMER_ID}", algorithm="hmac-sha256", headers="host date request-line digest", signature="${signature}"`,
  };
};

const basic = () => {
  const pair = Buffer.from(`${env.CUSTOMER_ID}:${env.CUSTOMER_SECRET}`);
  return { authorization: `Basic ${pair.toString('base64')}` };
};

const frame = (body) => {
  if (env.FRAMING === 'chunked') return { 'transfer-encoding': 'chunked' };
  const length = { 'content-length': body.length };
  return env.FRAMING === 'expect' ? { ...length, expect: '100-continue' } : length;
};

const url = new URL(env.BASE_URL);
const { METHOD: method, TARGET: target, BODY: text = '' } = env;
const body = Buffer.from(text === '' ? '' : JSON.stringify(JSON.parse(text)));
const credential =
  env.SCHEME === 'basic' ? basic() : sign({ method, target, host: url.hostname, body });

const call = request({
  hostname: url.hostname,
  port: url.port,
  path: alterText('path', target),
  method,
  ca: readFileSync(env.CA_FILE),
  headers: { 'content-type': 'application/json', ...credential, ...frame(body) },
});
call.on('response', (answer) => {
  process.stdout.write(`${answer.statusCode}\n`);
  answer.on('data', (chunk) => process.stdout.write(chunk));
  answer.on('end', () => process.stdout.write('\n'));
});
if (env.FRAMING === 'expect') {
  call.on('continue', () => call.end(alter('body', body)));
  call.flushHeaders();
} else {
  call.end(alter('body', body));
}
