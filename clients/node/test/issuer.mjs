import { createHash, randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';

/** A small issuer and holder, made with jose alone: what the verifier is tested with when no .NET is around. */
export const ISSUER = 'https://issuer.example';
export const VCT = `${ISSUER}/vct/proof-of-personhood/1`;
export const STATUS_URI = `${ISSUER}/statuslists/7`;
export const NOW = 1_795_435_200;

const issuer = await generateKeyPair('ES256', { extractable: true });
const holder = await generateKeyPair('ES256', { extractable: true });
export const JWKS = { keys: [{ ...(await exportJWK(issuer.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] };
const holderJwk = await exportJWK(holder.publicKey);

const digest = (text) => createHash('sha256').update(text).digest('base64url');

export function sign(payload, header, key = issuer.privateKey) {
  return new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256', ...header }).sign(key);
}

export async function issue(claims, change = {}) {
  const disclosures = Object.entries(claims).map((claim) =>
    Buffer.from(JSON.stringify([randomBytes(16).toString('base64url'), ...claim])).toString('base64url'));
  const payload = {
    iss: ISSUER, iat: NOW - 10, nbf: NOW - 10, exp: NOW + 1000, vct: VCT, cnf: { jwk: holderJwk },
    status: { status_list: { idx: 3, uri: STATUS_URI } }, _sd_alg: 'sha-256', _sd: disclosures.map(digest).sort(), ...change,
  };
  return `${[await sign(payload, { typ: 'dc+sd-jwt', kid: 'k1' }), ...disclosures].join('~')}~`;
}

export async function bind(credential, change = {}) {
  const payload = { iat: NOW, aud: 'me', nonce: 'n', sd_hash: digest(credential), ...change };
  return credential + (await sign(payload, { typ: 'kb+jwt' }, holder.privateKey));
}

export function statusToken(bytes, bits = 1) {
  const lst = deflateSync(Buffer.from(bytes), { level: 9 }).toString('base64url');
  return sign({ sub: STATUS_URI, iat: NOW - 5, exp: NOW + 600, ttl: 300, status_list: { bits, lst } }, { typ: 'statuslist+jwt', kid: 'k1' });
}

export async function policy(change = {}) {
  return { issuer: ISSUER, jwks: JWKS, vct: VCT, status_token: await statusToken([0, 0]), now: NOW, ...change };
}
