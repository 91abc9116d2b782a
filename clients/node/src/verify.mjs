import { areWellFormed } from './claims.mjs';
import { readDisclosures } from './disclosures.mjs';
import { checkKeyBinding } from './key-binding.mjs';
import { findKey, isSignedBy, readKey } from './keys.mjs';
import { verifyWithLibrary } from './library.mjs';
import { Refusal, refuseUnless } from './refusal.mjs';
import { checkStatus } from './status.mjs';
import { hasOnly, isObject, isTime } from './strict-json.mjs';
import { readToken } from './token.mjs';

const MAXIMUM_LENGTH = 64 * 1024;
const MAXIMUM_DISCLOSURES = 64;
const REASONS = {
  malformed: 'malformed',
  algorithm: 'algorithm_refused',
  type: 'type_refused',
  headerMember: 'header_member_refused',
  keyId: 'key_id_missing',
};

/**
 * Verifies a credential, or a presentation of one. Nothing is fetched: issuer, keys and status token come from where the caller trusts them.
 * @param {string} presentation `<jwt>~<disclosure>~…~[<kb-jwt>]`
 * @param {object} policy
 * @param {string} policy.issuer `issuer` of the metadata that the keys come from
 * @param {{keys: object[]}} policy.jwks the issuer's keys
 * @param {string} policy.vct the one type that is taken
 * @param {string} policy.status_token of the credential's status list
 * @param {{audience: string, nonce: string, maximum_age?: number}} [policy.key_binding] what the holder was asked for
 * @param {string[]} [policy.required_claims] that must have been disclosed
 * @param {boolean} [policy.status_within_time_to_live] false offline, where only the status token's expiry counts
 * @param {number} [policy.clock_skew] seconds
 * @param {number} [policy.now] Unix seconds
 * @returns {Promise<{accepted: boolean, reason: string | null, claims: object, holderKey: object | null}>}
 */
export async function verifyCredential(presentation, policy) {
  try {
    return { accepted: true, reason: null, ...(await examine(presentation, withDefaults(policy))) };
  } catch (error) {
    if (error instanceof Refusal) {
      return { accepted: false, reason: error.reason, claims: {}, holderKey: null };
    }
    throw error;
  }
}

function withDefaults(given) {
  const policy = { required_claims: [], status_within_time_to_live: true, clock_skew: 60, now: Math.floor(Date.now() / 1000), ...present(given) };
  // Without these a missing claim would equal a missing wish.
  refuseUnless(typeof policy.issuer === 'string' && typeof policy.vct === 'string', 'policy_malformed');
  const asked = policy.key_binding;
  refuseUnless(!asked || (typeof asked.audience === 'string' && typeof asked.nonce === 'string'), 'policy_malformed');
  const bound = asked ? { maximum_age: 300, ...present(asked) } : undefined;
  // A time in quotes would be joined to another, not added to it, and lie far in the future.
  refuseUnless([policy.now, policy.clock_skew, bound?.maximum_age ?? 0].every(Number.isFinite), 'policy_malformed');
  refuseUnless(Array.isArray(policy.required_claims), 'policy_malformed');
  return { ...policy, key_binding: bound };
}

/** What is undefined has its default, as what is not there. */
function present(entries) {
  return Object.fromEntries(Object.entries(entries ?? {}).filter(([, value]) => value !== undefined));
}

async function examine(presentation, policy) {
  const parts = split(presentation);
  const token = readToken(parts.token, 'dc+sd-jwt', REASONS, true);
  const issuerKey = await findKey(policy.jwks, token.keyId);
  refuseUnless(issuerKey !== null, 'key_unknown');
  refuseUnless(await isSignedBy(parts.token, issuerKey), 'signature_invalid');
  const payload = token.payload;
  refuseUnless(payload.iss === policy.issuer, 'issuer_mismatch');
  refuseUnless(payload.vct === policy.vct, 'credential_type_refused');
  checkValidity(payload, policy);
  const claims = readDisclosures(payload, parts.disclosures);
  refuseUnless(areWellFormed(payload, claims), 'claim_malformed');
  refuseUnless(policy.required_claims.every((name) => claims.has(name)), 'claim_missing');
  const holder = isObject(payload.cnf) && hasOnly(payload.cnf, 'jwk') ? payload.cnf.jwk : null;
  const holderKey = await readKey(holder);
  refuseUnless(holderKey !== null, 'holder_key_malformed');
  await checkStatus(payload, policy);
  await checkKeyBinding(parts, holderKey, policy);
  return { claims: await claimsOfLibrary(presentation, policy, issuerKey, holderKey, claims), holderKey: { ...holder } };
}

function split(presentation) {
  refuseUnless(typeof presentation === 'string', 'malformed');
  refuseUnless(presentation.length <= MAXIMUM_LENGTH, 'too_large');
  const pieces = presentation.split('~');
  refuseUnless(pieces.length >= 2, 'malformed');
  refuseUnless(pieces.length <= MAXIMUM_DISCLOSURES + 2, 'too_large');
  const keyBinding = pieces.at(-1);
  return {
    token: pieces[0],
    disclosures: pieces.slice(1, -1),
    keyBinding,
    bound: presentation.slice(0, presentation.length - keyBinding.length),
  };
}

function checkValidity(payload, policy) {
  for (const name of ['iat', 'nbf', 'exp']) {
    refuseUnless(name in payload, 'claim_missing');
    refuseUnless(isTime(payload[name]), 'claim_malformed');
  }
  refuseUnless(payload.iat <= policy.now + policy.clock_skew, 'issued_in_future');
  refuseUnless(payload.nbf <= policy.now + policy.clock_skew, 'not_yet_valid');
  refuseUnless(payload.exp > policy.now - policy.clock_skew, 'expired');
}

/** Both implementations must accept, and see the same claims; what is handed out is what the library saw. */
async function claimsOfLibrary(presentation, policy, issuerKey, holderKey, claims) {
  const statusKey = await findKey(policy.jwks, keyIdOf(policy.status_token));
  const payload = await verifyWithLibrary(presentation, policy, issuerKey, holderKey, statusKey);
  refuseUnless([...claims.keys()].every((name) => Object.hasOwn(payload, name)), 'library_refused');
  return Object.fromEntries([...claims.keys()].map((name) => [name, payload[name]]));
}

/** Of a token that has been read before. */
function keyIdOf(token) {
  return JSON.parse(Buffer.from(token.split('.')[0], 'base64url')).kid;
}
