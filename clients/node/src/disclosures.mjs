import { digestOf, fromBase64Url } from './encoding.mjs';
import { refuse, refuseUnless } from './refusal.mjs';
import { readJson } from './strict-json.mjs';

// The last would change the nature of an object that claims are copied to, as the library does.
const RESERVED = new Set([
  'iss', 'iat', 'nbf', 'exp', 'vct', 'vct#integrity', 'aka_vcts', 'cnf', 'status', '_sd_alg', '_sd', '...', '__proto__',
]);

/**
 * RFC 9901, section 7.1, for digests at the top only: every disclosure stands for exactly one digest, no claim appears twice.
 * The library leaves a disclosure aside when nobody signed its digest, so that a forged claim just vanishes.
 * @returns {Map<string, unknown>} the disclosed claims
 */
export function readDisclosures(payload, disclosures) {
  refuseUnless(payload._sd_alg === 'sha-256', 'digest_algorithm_refused');
  const digests = readDigests(payload._sd);
  for (const [name, value] of Object.entries(payload)) {
    refuseUnless(name !== '...' && (name === '_sd' || !hidesDigests(value)), 'nested_disclosure_refused');
  }
  const seen = new Set();
  const claims = new Map();
  for (const encoded of disclosures) {
    const [name, value] = readDisclosure(encoded);
    const digest = digestOf(encoded);
    refuseUnless(!seen.has(digest), 'disclosure_repeated');
    seen.add(digest);
    refuseUnless(digests.has(digest), 'disclosure_unreferenced');
    refuseUnless(!RESERVED.has(name), 'disclosure_name_reserved');
    refuseUnless(!hidesDigests(value), 'nested_disclosure_refused');
    refuseUnless(!(name in payload) && !claims.has(name), 'duplicate_claim');
    claims.set(name, value);
  }
  return claims;
}

function readDigests(array) {
  refuseUnless(Array.isArray(array) && array.length <= 128, 'digest_malformed');
  const digests = new Set();
  for (const digest of array) {
    refuseUnless(typeof digest === 'string' && fromBase64Url(digest)?.length === 32, 'digest_malformed');
    refuseUnless(!digests.has(digest), 'duplicate_digest');
    digests.add(digest);
  }
  return digests;
}

function readDisclosure(encoded) {
  const bytes = fromBase64Url(encoded);
  if (bytes === null) {
    refuse('disclosure_malformed');
  }
  const parts = readJson(bytes, 'disclosure_malformed');
  refuseUnless(
    Array.isArray(parts) && parts.length === 3 && typeof parts[0] === 'string' && typeof parts[1] === 'string', 'disclosure_malformed');
  refuseUnless(fromBase64Url(parts[0])?.length >= 16, 'salt_too_short');
  return [parts[1], parts[2]];
}

function hidesDigests(value) {
  if (value === null || typeof value !== 'object' || value instanceof Number) {
    return false;
  }
  return (!Array.isArray(value) && ('_sd' in value || '...' in value || '_sd_alg' in value)) || Object.values(value).some(hidesDigests);
}
