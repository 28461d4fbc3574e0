export { createFetch, type CreateFetchOptions, type SigningFetch } from './client/create-fetch.js';
