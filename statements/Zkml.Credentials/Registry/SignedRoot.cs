using System.Text.Json;
using Zkml.Credentials.Json;
using Zkml.Credentials.Tokens;

namespace Zkml.Credentials;

/// <summary>
/// A registry's root, signed: a JWT with <c>typ</c> = zkml-registry-root+jwt, <c>alg</c> = ES256, <c>kid</c>, and exactly the members
/// <c>iss</c>, <c>epoch</c>, <c>root</c>, <c>depth</c>, <c>count</c>, <c>iat</c>. It does not expire: whether it is the latest, <see cref="RootPin"/> and the
/// age that a verifier takes say.
/// </summary>
public static class SignedRoot
{
    public const string MediaType = "application/zkml-registry-root+jwt";

    /// <summary>Thrice of what the longest one has.</summary>
    public const int MaximumLength = 4096;

    internal const string Type = "zkml-registry-root+jwt";

    private const int MaximumDepth = 32;

    public static string Sign(RegistryRoot root, ITokenSigner signer)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(signer.PublicKey.KeyId, nameof(signer));
        HttpsAddress.ThrowIfNot(root.Registry);
        if (!IsWellFormed(root))
        {
            throw new ArgumentException("A part of the root has not its form.", nameof(root));
        }

        return SignedToken.Create(signer, Type, JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("iss", root.Registry);
            json.WriteNumber("epoch", root.Epoch);
            json.WriteString("root", root.Root);
            json.WriteNumber("depth", root.Depth);
            json.WriteNumber("count", root.Count);
            json.WriteNumber("iat", root.IssuedAt.ToUnixTimeSeconds());
            json.WriteEndObject();
        }));
    }

    /// <summary>Null and the root, or one of <see cref="Reasons"/>.</summary>
    /// <param name="token">From a peer.</param>
    /// <param name="policy">Which registry, which keys, how old.</param>
    /// <param name="now">The verifier's time.</param>
    /// <param name="root">Null unless it is accepted.</param>
    public static string? Verify(string token, RootPolicy policy, DateTimeOffset now, out RegistryRoot? root)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(policy);
        root = null;
        if (token.Length > MaximumLength)
        {
            return Reasons.TooLarge;
        }

        TokenFault fault = SignedToken.Read(token, Type, namesKey: true, out SignedToken? read);
        if ((ReasonOf(fault) ?? Signature(read!, policy)) is string refused)
        {
            return refused;
        }

        if (!TryRead(read!.Payload, out RegistryRoot? found))
        {
            return Reasons.Malformed;
        }

        string? reason = Content(found!, policy, now);
        root = reason is null ? found : null;
        return reason;
    }

    private static string? ReasonOf(TokenFault fault) => fault switch
    {
        TokenFault.None => null,
        TokenFault.DuplicateMember => Reasons.DuplicateMember,
        TokenFault.TooDeep => Reasons.TooDeep,
        TokenFault.Algorithm => Reasons.AlgorithmRefused,
        TokenFault.Type => Reasons.TypeRefused,
        TokenFault.HeaderMember => Reasons.HeaderMemberRefused,
        TokenFault.KeyId => Reasons.KeyIdMissing,
        _ => Reasons.Malformed,
    };

    private static string? Signature(SignedToken token, RootPolicy policy) =>
        !policy.Keys.TryFind(token.KeyId!, out EcPublicJwk? key) ? Reasons.KeyUnknown
        : token.IsSignedBy(key) ? null
        : Reasons.SignatureInvalid;

    private static bool TryRead(JsonElement payload, out RegistryRoot? root)
    {
        bool valid = payload.HasOnly("iss", "epoch", "root", "depth", "count", "iat")
            & payload.TryString("iss", out string? registry) & payload.TryNumber("epoch", out long epoch) & payload.TryString("root", out string? digits)
            & payload.TryNumber("depth", out long depth) & payload.TryNumber("count", out long count) & payload.TryTime("iat", out DateTimeOffset issued);
        root = !valid || depth > MaximumDepth ? null : new RegistryRoot
        {
            Registry = registry!,
            Epoch = epoch,
            Root = digits!,
            Depth = (int)depth,
            Count = count,
            IssuedAt = issued,
        };
        return root is not null && IsWellFormed(root);
    }

    private static string? Content(RegistryRoot root, RootPolicy policy, DateTimeOffset now) =>
        root.Registry != policy.Registry ? Reasons.IssuerMismatch
        : root.IssuedAt > now + policy.ClockSkew ? Reasons.IssuedInFuture
        : policy.MaximumAge is { } age && root.IssuedAt + age <= now - policy.ClockSkew ? Reasons.Expired
        : null;

    private static bool IsWellFormed(RegistryRoot root) =>
        HexText.Is32Bytes(root.Root) && root.Epoch is >= 0 and < uint.MaxValue && root.Depth is > 0 and <= MaximumDepth
        && root.Count >= 0 && root.Count <= 1L << root.Depth;
}
