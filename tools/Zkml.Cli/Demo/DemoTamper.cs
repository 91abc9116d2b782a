using System.Text.Json.Nodes;
using Zkml.Captures;
using Zkml.Cli.Proofs;
using Zkml.Credentials;
using Zkml.Statements.Iris;

namespace Zkml.Cli.Demo;

/// <summary>Bundles that somebody changed, each to be refused.</summary>
public static class DemoTamper
{
    public static IReadOnlyList<DemoTampering> Try(Bundle good, IrisProofFile file, DemoHouse house, EcPublicJwk holder, BundlePolicy policy)
    {
        (string, Bundle)[] changed =
        [
            ("one bit of the proof is turned", good with { Statement = good.Statement with { Proof = Flipped(good.Statement.Proof.ToArray()) } }),
            ("a claim of the credential is written anew", good with { Credential = Reworded(good.Credential) }),
            ("somebody else signs the credential", Resigned(good, file, holder)),
            ("the issuer itself lies about the template", Lie(good, file, house, holder)),
        ];
        return [.. changed.Select(c => new DemoTampering(c.Item1, Refused(c.Item2, policy)))];
    }

    private static string Refused(Bundle bundle, BundlePolicy policy)
    {
        VerifyReport report = BundleKind.Verify(BundleCodec.Write(bundle), policy, TimeProvider.System);
        return report.Valid ? throw new InvalidOperationException("A changed bundle was accepted.") : report.Reason!;
    }

    private static byte[] Flipped(byte[] proof)
    {
        proof[proof.Length / 2] ^= 1;
        return proof;
    }

    /// <summary>One disclosure says "face" now.</summary>
    private static string Reworded(string credential)
    {
        string[] parts = credential.Split('~');
        int index = Array.FindIndex(parts, 1, part => part.Length > 0 && Text(part).Contains("\"iris\"", StringComparison.Ordinal));
        parts[index] = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(Text(parts[index]).Replace("\"iris\"", "\"face\"", StringComparison.Ordinal)));
        return string.Join('~', parts);

        static string Text(string part) => System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part));
    }

    /// <summary>All is consistent, but the keys in the bundle are not the issuer's.</summary>
    private static Bundle Resigned(Bundle good, IrisProofFile file, EcPublicJwk holder)
    {
        using SoftwareSigner stranger = SoftwareSigner.CreateIssuer();
        return Issue(good, file, stranger, holder) with { Issuer = IssuerMetadata.WithKeys(DemoHouse.Issuer, new JsonWebKeySet([stranger.PublicKey])) };
    }

    /// <summary>With the right key, a credential over another template, and public values to go with it: only the proof can tell.</summary>
    private static Bundle Lie(Bundle good, IrisProofFile file, DemoHouse house, EcPublicJwk holder)
    {
        var lie = new IrisProofFile(file.Parameters, file.Publics with { Template = file.Publics.RegistryRoot }, file.Proof);
        Bundle bundle = Issue(good, lie, house.IssuerKey, holder);
        return bundle with { Statement = bundle.Statement with { PublicValues = IrisPublicsCodec.Write(lie.Publics) } };
    }

    private static Bundle Issue(Bundle good, IrisProofFile file, ITokenSigner signer, EcPublicJwk holder)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        StatusReference status = Status(good.Credential);
        return good with
        {
            Credential = CredentialIssuer.Issue(
                new PersonhoodCredential
                {
                    Issuer = DemoHouse.Issuer,
                    CredentialType = DemoHouse.Issuer + "/vct/proof-of-personhood/1",
                    IssuedAt = now,
                    NotBefore = now,
                    Expires = now.AddDays(1),
                    HolderKey = holder,
                    Status = status,
                    Claims = new PersonhoodClaims
                    {
                        Modality = "iris",
                        StatementId = good.Statement.StatementId,
                        ModelId = good.Statement.ModelId,
                        RegistryRoot = good.Statement.RegistryRoot,
                        RegistryEpoch = good.Statement.RegistryEpoch,
                        TemplateCommitment = RowHash.WriteDigest(file.Publics.Template).ToHex(),
                        ProofSha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(good.Statement.Proof.Span)),
                        DeviceClass = DemoHouse.DeviceClass,
                        CaptureDate = DateOnly.FromDateTime(now.UtcDateTime),
                    },
                },
                signer),
            StatusToken = new StatusListToken
            {
                Uri = status.Uri,
                IssuedAt = now,
                Expires = now.AddDays(1),
                TimeToLive = TimeSpan.FromHours(1),
                List = new StatusList(1, 1 << 14),
            }.Sign(signer),
        };
    }

    private static StatusReference Status(string credential)
    {
        JsonNode payload = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(credential.Split('.')[1]))!;
        JsonNode status = payload["status"]!["status_list"]!;
        return new StatusReference((string)status["uri"]!, (long)status["idx"]!);
    }
}
