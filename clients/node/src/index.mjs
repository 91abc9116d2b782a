export { verifyCredential } from './verify.mjs';
export { resolveIssuer, resolveStatusToken } from './resolve.mjs';
