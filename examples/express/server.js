import { toNodeListener } from '@stagedoor/token-server/node';
import express from 'express';
import { createTokenServer } from '../token-server.js';

const app = express();

// Before express.json() and its like: the token server reads the body itself, and no more of it than it should.
app.all('/v1/{*rest}', toNodeListener(createTokenServer(process.env)));

app.get('/', (_request, response) => {
  response.send('the rest of the application');
});

const server = app.listen(Number(process.env['PORT'] ?? 8082), '127.0.0.1', () => {
  console.log('listening at', server.address());
});
