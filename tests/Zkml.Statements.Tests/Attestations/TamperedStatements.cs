using Zkml.Credentials;
using Zkml.Statements.Iris;

namespace Zkml.Statements.Tests.Attestations;

/// <summary>The proof and what it is of: by someone without the issuer's keys, then by the issuer itself.</summary>
internal static class TamperedStatements
{
    private static readonly string Zeros = new('0', 64);

    public static IEnumerable<Tampering> All() =>
    [
        Tampering.OfStatement("one bit of the proof", Reasons.ProofDigestMismatch, s => s with { Proof = Flip(s.Proof, 1000) }),
        Tampering.OfStatement("a byte behind the proof", Reasons.ProofDigestMismatch, s => s with { Proof = (byte[])[.. s.Proof.Span, 0] }),
        Tampering.OfStatement("the proof of someone else", Reasons.ProofDigestMismatch, _ => House.Bob.Bundle.Statement),
        Tampering.Of("the credential of someone else", Reasons.ProofDigestMismatch, b => b with { Credential = House.Bob.Bundle.Credential }),
        Tampering.OfStatement("an earlier epoch with its root", Reasons.ProvenValueMismatch, s => s with { RegistryEpoch = 1, RegistryRoot = RootOf(1) }),
        Tampering.OfStatement("an epoch below the pinned one", Reasons.RegistryEpochTooOld, s => s with { RegistryEpoch = 0 }),
        Tampering.OfStatement("an earlier root under the epoch", Reasons.RegistryRootUntrusted, s => s with { RegistryRoot = RootOf(1) }),
        Tampering.OfStatement("an epoch that never was", Reasons.RegistryRootUntrusted, s => s with { RegistryEpoch = 3 }),
        Tampering.OfStatement("another model", Reasons.ProvenValueMismatch, s => s with { ModelId = Zeros }),
        Tampering.OfStatement("a statement nobody knows", Reasons.StatementUnknown, s => s with { StatementId = Zeros }),
        Tampering.OfStatement("the statement of wider images", Reasons.ProofRefused, s => s with { StatementId = WideId() }),
        Tampering.OfStatement("another nonce", Reasons.ProofRefused, s => s with { PublicValues = Change(p => p with { Nonce = House.Bob.Nonce }) }),
        Tampering.OfStatement("another template", Reasons.ProofRefused, s => s with { PublicValues = Change(p => p with { Template = House.Bob.File.Publics.Template }) }),
        Tampering.OfStatement("a wider window", Reasons.ProofRefused, s => s with { PublicValues = Change(p => p with { NotBefore = p.NotBefore - 1 }) }),
        Tampering.OfStatement("a later firmware", Reasons.ProofRefused, s => s with { PublicValues = Change(p => p with { MinimumFirmware = new(p.MinimumFirmware.Value + 1) }) }),
        Tampering.OfStatement("a higher quality", Reasons.ProofRefused, s => s with { PublicValues = Change(p => p with { QualityFloor = p.QualityFloor + 1 }) }),
        Tampering.OfStatement("the public values of someone else", Reasons.ProofRefused, s => s with { PublicValues = House.Bob.Bundle.Statement.PublicValues }),
        Tampering.OfStatement("public values cut", Reasons.ProofRefused, s => s with { PublicValues = s.PublicValues[..^1] }),
        Tampering.OfStatement("public values longer", Reasons.ProofRefused, s => s with { PublicValues = (byte[])[.. s.PublicValues.Span, 0] }),
        Tampering.OfStatement("an element plus the modulus", Reasons.ProofRefused, s => s with { PublicValues = PlusModulus(s.PublicValues) }),

        Tampering.OfIssuer("no proof at all", Reasons.ProofRefused, s => s with { Proof = ReadOnlyMemory<byte>.Empty }),
        Tampering.OfIssuer("half of the proof", Reasons.ProofRefused, s => s with { Proof = s.Proof[..(s.Proof.Length / 2)] }),
        Tampering.OfIssuer("a proof with a bit changed and signed", Reasons.ProofRefused, s => s with { Proof = Flip(s.Proof, s.Proof.Length - 1) }),
        Tampering.OfIssuer("a proof with a byte behind and signed", Reasons.ProofRefused, s => s with { Proof = (byte[])[.. s.Proof.Span, 0] }),
        Tampering.OfIssuer("the proof and values of someone else, signed", Reasons.ProvenValueMismatch, _ => House.Bob.Bundle.Statement),
        Tampering.OfIssuer("all of someone else but the holder's key", Reasons.HolderKeyMismatch, _ => House.Bob.Bundle.Statement, c => c with
        {
            TemplateCommitment = Template(House.Bob),
        }),
        Tampering.OfIssuer("another template, signed", Reasons.ProvenValueMismatch, claims: c => c with { TemplateCommitment = Template(House.Bob) }),
        Tampering.OfIssuer("a face, signed", Reasons.ProvenValueMismatch, claims: c => c with { Modality = "face" }),
        Tampering.OfIssuer("the day after, signed", Reasons.ProvenValueMismatch, claims: c => c with { CaptureDate = c.CaptureDate.AddDays(1) }),
        Tampering.OfIssuer("the day before, signed", Reasons.ProvenValueMismatch, claims: c => c with { CaptureDate = c.CaptureDate.AddDays(-1) }),
        Tampering.OfIssuer("another statement's id, signed", Reasons.ProvenValueMismatch, claims: c => c with { StatementId = WideId() }),
        Tampering.OfIssuer("another model, signed", Reasons.ProvenValueMismatch, s => s with { ModelId = Zeros }),
        Tampering.OfIssuer("an earlier epoch, signed", Reasons.ProvenValueMismatch, s => s with { RegistryEpoch = 1, RegistryRoot = RootOf(1) }),
    ];

    private static string WideId() => House.Statements.Verifiers[1].StatementId;

    private static string RootOf(uint epoch) => House.Registry.History.Find(epoch)!.Value.Root.ToHex();

    private static string Template(Person person) => House.Statements.Find(person.File.Parameters)!.Facts(person.File.Publics).TemplateCommitment;

    private static byte[] Change(Func<IrisPublics, IrisPublics> change) => IrisPublicsCodec.Write(change(House.Alice.File.Publics));

    private static byte[] Flip(ReadOnlyMemory<byte> bytes, int place)
    {
        byte[] changed = bytes.ToArray();
        changed[place] ^= 1;
        return changed;
    }

    /// <summary>The same element of the root, written a second way.</summary>
    private static byte[] PlusModulus(ReadOnlyMemory<byte> publics)
    {
        byte[] changed = publics.ToArray();
        uint word = BitConverter.ToUInt32(changed);
        Assert.True(word <= uint.MaxValue - Fields.KoalaBear.Modulus);
        BitConverter.TryWriteBytes(changed, word + Fields.KoalaBear.Modulus);
        return changed;
    }
}
