using Zkml.Captures;

namespace Zkml.Device.Support;

public sealed record TestChallenge(Bytes32 Nonce, P256PublicKey Holder, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
