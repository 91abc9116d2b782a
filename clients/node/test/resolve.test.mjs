import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveIssuer, resolveStatusToken } from '../src/index.mjs';
import { ISSUER, JWKS, STATUS_URI } from './issuer.mjs';

/** A network of some pages; it notes what was asked for. */
function network(pages, mediaType = 'application/json') {
  const asked = [];
  const get = async (address, options) => {
    asked.push({ address, redirect: options.redirect });
    const page = pages[address];
    return new Response(page ?? 'no', { status: page === undefined ? 404 : 200, headers: { 'content-type': mediaType } });
  };
  return { get, asked };
}

test('the metadata stands between host and path', async () => {
  const at = 'https://issuer.example/.well-known/jwt-vc-issuer/tenants/1';
  const issuer = `${ISSUER}/tenants/1`;
  const { get, asked } = network({ [at]: JSON.stringify({ issuer, jwks: JWKS }) });

  assert.deepEqual(JSON.parse(JSON.stringify(await resolveIssuer(issuer, get))), { issuer, jwks: JWKS });
  assert.deepEqual(asked, [{ address: at, redirect: 'error' }]);
});

test('keys at an address are fetched from the issuer itself only', async () => {
  const at = `${ISSUER}/.well-known/jwt-vc-issuer`;
  const own = network({ [at]: JSON.stringify({ issuer: ISSUER, jwks_uri: `${ISSUER}/jwks` }), [`${ISSUER}/jwks`]: JSON.stringify(JWKS) });
  const elsewhere = network({ [at]: JSON.stringify({ issuer: ISSUER, jwks_uri: 'https://169.254.169.254/keys' }) });

  assert.deepEqual(JSON.parse(JSON.stringify((await resolveIssuer(ISSUER, own.get)).jwks)), JWKS);
  await assert.rejects(resolveIssuer(ISSUER, elsewhere.get), { reason: 'issuer_metadata_malformed' });
  assert.equal(elsewhere.asked.length, 1);
});

test('metadata of another issuer, with both kinds of keys, too long or of another media type is refused', async () => {
  const at = `${ISSUER}/.well-known/jwt-vc-issuer`;
  const resolve = (page, mediaType) => resolveIssuer(ISSUER, network({ [at]: page }, mediaType).get);

  await assert.rejects(resolve(JSON.stringify({ issuer: 'https://other.example', jwks: JWKS })), { reason: 'issuer_mismatch' });
  await assert.rejects(resolve(JSON.stringify({ issuer: ISSUER, jwks: JWKS, jwks_uri: `${ISSUER}/jwks` })), { reason: 'issuer_metadata_malformed' });
  await assert.rejects(resolve(' '.repeat(64 * 1024 + 1)), { reason: 'issuer_metadata_malformed' });
  await assert.rejects(resolve(JSON.stringify({ issuer: ISSUER, jwks: JWKS }), 'text/html'), { reason: 'issuer_metadata_malformed' });
  await assert.rejects(resolve(undefined), { reason: 'issuer_metadata_malformed' });
});

test('a status token is fetched from the issuer only', async () => {
  const { get } = network({ [STATUS_URI]: 'a.b.c\n' }, 'application/statuslist+jwt');

  assert.equal(await resolveStatusToken(ISSUER, STATUS_URI, get), 'a.b.c');
  await assert.rejects(resolveStatusToken(ISSUER, 'https://127.0.0.1/statuslists/7', get), { reason: 'status_reference_malformed' });
});
