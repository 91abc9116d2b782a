import { digestOf } from './encoding.mjs';
import { isSignedBy } from './keys.mjs';
import { refuseUnless } from './refusal.mjs';
import { isTime } from './strict-json.mjs';
import { readToken } from './token.mjs';

const REASONS = {
  json: 'key_binding_malformed',
  malformed: 'key_binding_malformed',
  algorithm: 'key_binding_algorithm_refused',
  type: 'key_binding_type_refused',
  headerMember: 'key_binding_header_member_refused',
  keyId: 'key_binding_malformed',
};

/** The holder's signature over this presentation, for this verifier, now. The library has no option for the audience. */
export async function checkKeyBinding(parts, holderKey, policy) {
  const expected = policy.key_binding;
  if (expected === undefined) {
    refuseUnless(parts.keyBinding === '', 'key_binding_unexpected');
    return;
  }
  refuseUnless(parts.keyBinding !== '', 'key_binding_missing');
  const { payload } = readToken(parts.keyBinding, 'kb+jwt', REASONS, false);
  refuseUnless(await isSignedBy(parts.keyBinding, holderKey), 'key_binding_signature_invalid');
  refuseUnless(payload.sd_hash === digestOf(parts.bound), 'key_binding_digest_mismatch');
  refuseUnless(payload.aud === expected.audience, 'audience_mismatch');
  refuseUnless(payload.nonce === expected.nonce, 'nonce_mismatch');
  refuseUnless(isTime(payload.iat), 'key_binding_malformed');
  refuseUnless(payload.iat <= policy.now + policy.clock_skew, 'key_binding_in_future');
  refuseUnless(payload.iat >= policy.now - policy.clock_skew - expected.maximum_age, 'key_binding_stale');
}
