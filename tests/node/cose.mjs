// COSE_Sign1 by cose-kit. One request in JSON on standard input, one answer in JSON on standard output; bytes are in hexadecimal.
//   { "verify": message, "x": …, "y": … }   ->  { "valid": true, "payload": … } or { "valid": false }
//   { "sign": payload }                     ->  { "message": …, "x": …, "y": … }, under a new key
import { text } from 'node:stream/consumers';
import { Sign1, coseVerify } from 'cose-kit';
import { exportJWK, generateKeyPair, importJWK } from 'jose';

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
const base64url = (hex) => Buffer.from(hex, 'hex').toString('base64url');
const hexOf = (base64url) => Buffer.from(base64url, 'base64url').toString('hex');

async function verify({ verify: message, x, y }) {
  const key = await importJWK({ kty: 'EC', crv: 'P-256', x: base64url(x), y: base64url(y) }, 'ES256');
  const { isValid, decoded } = await coseVerify(bytes(message), key);
  return isValid ? { valid: true, payload: Buffer.from(decoded.payload).toString('hex') } : { valid: false };
}

async function sign({ sign: payload }) {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const message = await Sign1.sign({ alg: 'ES256' }, {}, bytes(payload), privateKey);
  const { x, y } = await exportJWK(publicKey);
  return { message: Buffer.from(message.encode()).toString('hex'), x: hexOf(x), y: hexOf(y) };
}

const request = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(await ('sign' in request ? sign(request) : verify(request))));
