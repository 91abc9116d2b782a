/** Why a credential is refused: `reason` is one of the words in the README, the same as those of the verifier in C#. */
export class Refusal extends Error {
  constructor(reason) {
    super(reason);
    this.name = 'Refusal';
    this.reason = reason;
  }
}

export function refuse(reason) {
  throw new Refusal(reason);
}

export function refuseUnless(condition, reason) {
  if (!condition) {
    refuse(reason);
  }
}
