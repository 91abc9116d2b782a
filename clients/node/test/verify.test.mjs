import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyCredential } from '../src/index.mjs';
import { NOW, bind, issue, policy, statusToken } from './issuer.mjs';

const BOUND = { key_binding: { audience: 'me', nonce: 'n' } };

async function reasonOf(presentation, change) {
  return (await verifyCredential(presentation, await policy(change))).reason;
}

test('a good presentation is accepted and gives its claims', async () => {
  const verdict = await verifyCredential(await bind(await issue({ modality: 'iris', registry_epoch: 3 })), await policy(BOUND));

  assert.deepEqual([verdict.accepted, verdict.reason, verdict.claims], [true, null, { modality: 'iris', registry_epoch: 3 }]);
  assert.equal(verdict.holderKey.kty, 'EC');
});

// Each of these is taken by @sd-jwt/sd-jwt-vc 0.19.0 alone.
test('what the library leaves out is refused', async () => {
  const credential = await issue({ modality: 'iris' });
  const forged = Buffer.from('["c2l4dGVlbiBieXRlcy4uLg","modality","face"]').toString('base64url');

  assert.equal(await reasonOf(await bind(credential, { aud: 'another' }), BOUND), 'audience_mismatch');
  assert.equal(await reasonOf(await issue({}, { vct: undefined })), 'credential_type_refused');
  assert.equal(await reasonOf(await issue({}, { iss: 'https://other.example' })), 'issuer_mismatch');
  assert.equal(await reasonOf(`${credential.split('~')[0]}~${forged}~`), 'disclosure_unreferenced');
  assert.equal(await reasonOf(await issue({}, { status: { status_list: { idx: 3, uri: 'https://issuer.example/statuslists/8' } } })), 'status_subject_mismatch');
});

test('status values of one and two bits are read from the lowest bit upwards', async () => {
  const credential = await issue({});

  assert.equal(await reasonOf(credential, { status_token: await statusToken([0b0000_1000]) }), 'revoked');
  assert.equal(await reasonOf(credential, { status_token: await statusToken([0b1000_0000], 2) }), 'suspended');
  assert.equal(await reasonOf(credential, { status_token: await statusToken([0b0011_1111], 2) }), null);
});

test('names of the prototype are names like others', async () => {
  const verdict = await verifyCredential(await issue({ constructor: 2, toString: 3 }), await policy());

  assert.equal(verdict.reason, null);
  assert.equal(verdict.claims.toString, 3);
  assert.equal(await reasonOf(await issue({ ['__proto__']: 1 })), 'disclosure_name_reserved');
});

test('a missing policy entry is never a way through', async () => {
  const credential = await issue({ modality: 'iris' });

  assert.equal(await reasonOf(credential, { issuer: undefined }), 'policy_malformed');
  assert.equal(await reasonOf(credential, { vct: undefined }), 'policy_malformed');
  assert.equal(await reasonOf(credential, { key_binding: { nonce: 'n' } }), 'policy_malformed');
  assert.equal(await reasonOf(credential, { jwks: undefined }), 'key_unknown');
  assert.equal(await reasonOf(credential, { status_token: undefined }), 'status_token_missing');
});

test('what is no text is refused, not thrown', async () => {
  for (const presentation of [undefined, null, 5, {}, ['a~b~']]) {
    assert.equal(await reasonOf(presentation), 'malformed');
  }
  assert.equal((await verifyCredential('a~', undefined)).reason, 'policy_malformed');
});

test('a policy of other types is malformed, and what is undefined in it has its default', async () => {
  const future = NOW + 3600;
  const credential = await issue({ modality: 'iris' });

  for (const change of [{ clock_skew: '60' }, { now: String(future) }, { required_claims: 'modality' }, { required_claims: null }]) {
    assert.equal(await reasonOf(credential, change), 'policy_malformed');
  }
  assert.equal(await reasonOf(await bind(credential), { key_binding: { ...BOUND.key_binding, maximum_age: '300' } }), 'policy_malformed');
  assert.equal(await reasonOf(await issue({}, { iat: future, nbf: future, exp: future + 60 }), { clock_skew: '60' }), 'policy_malformed');
  const unset = { clock_skew: undefined, required_claims: undefined, status_within_time_to_live: undefined };
  assert.equal(await reasonOf(credential, unset), null);
  assert.equal(await reasonOf(credential, { ...unset, now: NOW + 400 }), 'status_stale');
  assert.equal(await reasonOf(await bind(credential), { key_binding: { ...BOUND.key_binding, maximum_age: undefined } }), null);
});
