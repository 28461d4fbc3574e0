/**
 * What a pre-request script in Postman does: it sees the request as the tab holds it, adds three headers to it, and only
 * then are the variables filled in and the request sent. `getHost()` has no port and `getPath()` no query.
 */
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { env } from 'node:process';

const base = new URL(env.BASE_URL);
const variables = new Map([['resumeTime', '2030-01-01T00:00:00+08:00']]);
const fillIn = (text) => text.replace(/\{\{(\w+)\}\}/g, (_, name) => variables.get(name) ?? '');

/** The tab: what the person who uses it has typed. */
const tab = {
  method: env.METHOD,
  target: env.TARGET,
  body: env.BODY ?? '',
  headers: [['Content-Type', 'application/json']],
  getHost: () => base.hostname,
  getPath: () => env.TARGET.split('?')[0],
  addHeader(name, value) {
    this.headers.push([name, value]);
  },
};
// Someone has tried a date by hand and left it there.
if (env.QUIRK === 'date-in-tab') tab.addHeader('Date', new Date().toUTCString());

const alterText = (part, text) => {
  if (env.ALTER !== part) return text;
  return `${text.slice(0, 10)}${text[10] === 'A' ? 'B' : 'A'}${text.slice(11)}`;
};

const preRequestScript = () => {
  const date = new Date().toUTCString();
  const digest = `SHA-256=${createHash('sha256').update(tab.body).digest('base64')}`;
  const text = [
    `host: ${tab.getHost()}`,
    `date: ${date}`,
    `${tab.method} ${tab.getPath()} HTTP/1.1`,
    `digest: ${digest}`,
  ].join('\n');
  const mac = createHmac('sha256', env.CUSTOMER_SECRET).update(text).digest('base64');
  const signature = alterText('signature', mac);
  tab.addHeader('date', date);
  tab.addHeader('digest', alterText('header', digest));
  tab.addHeader(
    'authorization',
    `hmac username="${env.CUSTOMER_ID}", algorithm="hmac-sha256", headers="host date request-line digest", signature="${signature}"`,
  );
};

/** The tab for Basic Auth, which is not a script. */
const addBasic = () => {
  const pair = Buffer.from(`${env.CUSTOMER_ID}:${env.CUSTOMER_SECRET}`);
  tab.addHeader('Authorization', `Basic ${pair.toString('base64')}`);
};

if (env.SCHEME === 'basic') addBasic();
else preRequestScript();

const body = Buffer.from(alterText('body', fillIn(tab.body)));
const call = request({
  hostname: base.hostname,
  port: base.port,
  path: alterText('path', tab.target),
  method: tab.method,
  ca: readFileSync(env.CA_FILE),
  headers: [
    ...tab.headers.flat(),
    'Host',
    base.host,
    'Connection',
    'close',
    ...(body.length > 0 ? ['Content-Length', String(body.length)] : []),
  ],
});
call.on('response', (answer) => {
  process.stdout.write(`${answer.statusCode}\n`);
  answer.on('data', (chunk) => process.stdout.write(chunk));
  answer.on('end', () => process.stdout.write('\n'));
});
call.end(body);
