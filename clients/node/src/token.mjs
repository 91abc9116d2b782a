import { fromBase64Url } from './encoding.mjs';
import { refuse, refuseUnless } from './refusal.mjs';
import { hasOnly, isObject, readJson } from './strict-json.mjs';

/**
 * A compact JWT whose header has `alg` ES256, the one `typ`, `kid`, and nothing else. The signature is not checked here.
 * @param {string} text
 * @param {string} type the one `typ` that is taken
 * @param {object} reasons words for each fault: malformed, algorithm, type, headerMember, keyId; `json` for every fault of JSON alike
 * @param {boolean} namesKey whether `kid` must be there
 */
export function readToken(text, type, reasons, namesKey) {
  const parts = text.split('.');
  const bytes = parts.map(fromBase64Url);
  refuseUnless(parts.length === 3 && bytes.every((part) => part !== null), reasons.malformed);
  const header = readObject(bytes[0], reasons);
  refuseUnless(header.alg === 'ES256', reasons.algorithm);
  refuseUnless(header.typ === type, reasons.type);
  refuseUnless(hasOnly(header, 'alg', 'typ', 'kid'), reasons.headerMember);
  refuseUnless(typeof header.kid === 'string' || (!namesKey && header.kid === undefined), reasons.keyId);
  return { keyId: header.kid, payload: readObject(bytes[1], reasons) };
}

function readObject(bytes, reasons) {
  try {
    const value = readJson(bytes, reasons.malformed);
    refuseUnless(isObject(value), reasons.malformed);
    return value;
  } catch (error) {
    refuse(reasons.json ?? error.reason);
  }
}
