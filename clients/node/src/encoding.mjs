import { createHash } from 'node:crypto';

/** The bytes of canonical base64url: no padding, no white space, spare bits zero; else null. Buffer.from takes all of those. */
export function fromBase64Url(text) {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

/** SHA-256 in base64url, as SD-JWT writes digests. */
export function digestOf(text) {
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}

/** An absolute https address without user, query or fragment. */
export function isHttpsAddress(text) {
  return typeof text === 'string' && text.length <= 512 && /^https:\/\/[!-~]+$/.test(text) && !/[@?#\\]/.test(text) && URL.canParse(text);
}
