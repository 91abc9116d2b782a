import { digest } from '@sd-jwt/crypto-nodejs';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { isSignedBy } from './keys.mjs';
import { refuse } from './refusal.mjs';

/**
 * The same credential through @sd-jwt/sd-jwt-vc: signature, times, digests, key binding and status are judged by an implementation that is not ours.
 * @returns the payload with the disclosed claims in their places
 */
export async function verifyWithLibrary(presentation, policy, issuerKey, holderKey, statusKey) {
  const signedBy = (key) => (data, signature) => isSignedBy(`${data}.${signature}`, key);
  const instance = new SDJwtVcInstance({
    hasher: digest,
    hashAlg: 'sha-256',
    verifier: signedBy(issuerKey),
    kbVerifier: signedBy(holderKey),
    statusVerifier: signedBy(statusKey),
    statusListFetcher: async () => policy.status_token,
  });
  const bound = policy.key_binding === undefined ? {} : { keyBindingNonce: policy.key_binding.nonce };
  try {
    const { payload } = await instance.verify(presentation, { currentDate: policy.now, skewSeconds: policy.clock_skew, ...bound });
    return payload;
  } catch {
    refuse('library_refused');
  }
}
