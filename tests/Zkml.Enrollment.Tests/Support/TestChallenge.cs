using Zkml.Captures;

namespace Zkml.Enrollment.Tests.Support;

internal sealed record TestChallenge(Bytes32 Nonce, P256PublicKey Holder, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
