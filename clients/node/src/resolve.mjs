import { isHttpsAddress } from './encoding.mjs';
import { refuseUnless } from './refusal.mjs';
import { isObject, readJson } from './strict-json.mjs';

const MAXIMUM_METADATA = 64 * 1024;
const MAXIMUM_STATUS = 2 * 1024 * 1024;
const TIMEOUT = 10_000;

/**
 * The keys of an issuer, by its metadata. Call it for issuers that you chose, never for the `iss` of a credential nobody verified yet:
 * that would let a stranger send requests from inside your network.
 * @param {string} issuer https address
 * @param {typeof fetch} [get] for tests and proxies
 * @returns {Promise<{issuer: string, jwks: object}>} members of a policy
 */
export async function resolveIssuer(issuer, get = fetch) {
  refuseUnless(isHttpsAddress(issuer), 'issuer_metadata_malformed');
  const address = new URL(issuer);
  const path = address.pathname.replace(/\/+$/, '');
  const metadata = await getJson(`${address.origin}/.well-known/jwt-vc-issuer${path}`, get, 'issuer_metadata_malformed');
  refuseUnless(isObject(metadata) && metadata.issuer === issuer, 'issuer_mismatch');
  refuseUnless(('jwks' in metadata) !== ('jwks_uri' in metadata), 'issuer_metadata_malformed');
  if ('jwks' in metadata) {
    return { issuer, jwks: metadata.jwks };
  }
  // Keys elsewhere than at the issuer would make its metadata a way into other networks.
  refuseUnless(isHttpsAddress(metadata.jwks_uri) && new URL(metadata.jwks_uri).origin === address.origin, 'issuer_metadata_malformed');
  return { issuer, jwks: await getJson(metadata.jwks_uri, get, 'issuer_keys_malformed') };
}

/** The token of a status list of an issuer that you chose. */
export async function resolveStatusToken(issuer, uri, get = fetch) {
  refuseUnless(isHttpsAddress(issuer) && isHttpsAddress(uri) && new URL(uri).origin === new URL(issuer).origin, 'status_reference_malformed');
  const bytes = await getBytes(uri, get, 'application/statuslist+jwt', MAXIMUM_STATUS, 'status_token_missing');
  return bytes.toString('latin1').trim();
}

async function getJson(address, get, reason) {
  return readJson(await getBytes(address, get, 'application/json', MAXIMUM_METADATA, reason), reason);
}

/** No redirects, one media type, bounded in time and size. */
async function getBytes(address, get, mediaType, maximum, reason) {
  const response = await get(address, { redirect: 'error', headers: { accept: mediaType }, signal: AbortSignal.timeout(TIMEOUT) });
  refuseUnless(response.ok && response.headers.get('content-type')?.split(';')[0].trim() === mediaType, reason);
  const blocks = [];
  let length = 0;
  for await (const block of response.body) {
    length += block.length;
    refuseUnless(length <= maximum, reason);
    blocks.push(block);
  }
  return Buffer.concat(blocks);
}
