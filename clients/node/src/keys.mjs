import { compactVerify, importJWK } from 'jose';
import { fromBase64Url } from './encoding.mjs';
import { hasOnly, isObject } from './strict-json.mjs';

const MEMBERS = ['kty', 'crv', 'x', 'y', 'kid', 'alg', 'use'];

/** A public P-256 key for ES256, on the curve, without its secret; else null. */
export async function readKey(jwk) {
  const valid = isObject(jwk) && hasOnly(jwk, ...MEMBERS) && jwk.kty === 'EC' && jwk.crv === 'P-256'
    && isCoordinate(jwk.x) && isCoordinate(jwk.y)
    && (jwk.kid === undefined || typeof jwk.kid === 'string')
    && (jwk.alg === undefined || jwk.alg === 'ES256') && (jwk.use === undefined || jwk.use === 'sig');
  if (!valid) {
    return null;
  }
  try {
    return await importJWK({ kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y }, 'ES256');
  } catch {
    return null;
  }
}

/** The issuer's key of that name; null when there is none, or when the set is not one of P-256 keys with names of their own. */
export async function findKey(jwks, keyId) {
  const keys = isObject(jwks) && Array.isArray(jwks.keys) ? jwks.keys : [];
  const named = keys.filter((key) => isObject(key) && key.kid === keyId);
  return named.length === 1 ? readKey(named[0]) : null;
}

export async function isSignedBy(token, key) {
  try {
    await compactVerify(token, key, { algorithms: ['ES256'] });
    return true;
  } catch {
    return false;
  }
}

function isCoordinate(text) {
  return typeof text === 'string' && fromBase64Url(text)?.length === 32;
}
