import { inflateSync } from 'node:zlib';
import { fromBase64Url, isHttpsAddress } from './encoding.mjs';
import { findKey, isSignedBy } from './keys.mjs';
import { refuse, refuseUnless } from './refusal.mjs';
import { hasOnly, isCount, isObject, isTime } from './strict-json.mjs';
import { readToken } from './token.mjs';

const MAXIMUM_TOKEN = 2 * 1024 * 1024;
const MAXIMUM_LIST = 1 << 20;
const REASONS = {
  json: 'status_token_malformed',
  malformed: 'status_token_malformed',
  algorithm: 'status_algorithm_refused',
  type: 'status_type_refused',
  headerMember: 'status_header_member_refused',
  keyId: 'status_key_unknown',
};

/** The credential's entry in its list must be 0; a token that is missing, of another list, or old refuses. The library checks no typ and no sub. */
export async function checkStatus(payload, policy) {
  const reference = payload.status?.status_list;
  refuseUnless(
    isObject(payload.status) && isObject(reference) && isCount(reference.idx) && isHttpsAddress(reference.uri), 'status_reference_malformed');
  const text = policy.status_token;
  refuseUnless(typeof text === 'string', 'status_token_missing');
  refuseUnless(text.length <= MAXIMUM_TOKEN, 'status_token_too_large');
  const token = readToken(text, 'statuslist+jwt', REASONS, true);
  const key = await findKey(policy.jwks, token.keyId);
  refuseUnless(key !== null, 'status_key_unknown');
  refuseUnless(await isSignedBy(text, key), 'status_signature_invalid');
  checkToken(token.payload, reference.uri, policy);
  checkEntry(token.payload.status_list, reference.idx);
}

function checkToken(token, uri, policy) {
  const skew = policy.clock_skew;
  refuseUnless(token.sub === uri, 'status_subject_mismatch');
  refuseUnless(isTime(token.iat) && isTime(token.exp) && isCount(token.ttl) && token.ttl >= 1 && token.ttl < 2 ** 31, 'status_token_malformed');
  refuseUnless(token.iat <= policy.now + skew, 'status_issued_in_future');
  refuseUnless(token.exp > policy.now - skew, 'status_expired');
  refuseUnless(!policy.status_within_time_to_live || token.iat + token.ttl > policy.now - skew, 'status_stale');
}

function checkEntry(list, index) {
  refuseUnless(
    isObject(list) && hasOnly(list, 'bits', 'lst', 'aggregation_uri') && [1, 2, 4, 8].includes(list.bits) && typeof list.lst === 'string',
    'status_list_malformed');
  const packed = expand(list.lst);
  const perByte = 8 / list.bits;
  refuseUnless(index < packed.length * perByte, 'status_index_out_of_range');
  const value = (packed[Math.floor(index / perByte)] >> ((index % perByte) * list.bits)) & ((1 << list.bits) - 1);
  refuseUnless(value !== 1, 'revoked');
  refuseUnless(value !== 2, 'suspended');
  refuseUnless(value === 0, 'status_unknown');
}

/** A whole zlib stream and nothing behind it, of at most 1 MiB when expanded. */
function expand(text) {
  const compressed = fromBase64Url(text);
  try {
    const { buffer, engine } = inflateSync(compressed, { maxOutputLength: MAXIMUM_LIST, info: true });
    refuseUnless(engine.bytesWritten === compressed.length && buffer.length > 0, 'status_list_malformed');
    return buffer;
  } catch {
    refuse('status_list_malformed');
  }
}
