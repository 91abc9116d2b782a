using System.Text;

namespace Zkml.Attestation.Verifying;

/// <summary>What somebody shows: the bytes of a bundle, or a credential.</summary>
internal sealed record Shown(ReadOnlyMemory<byte> Bytes, bool IsBundle)
{
    /// <summary>A bundle is a JSON object; a credential begins with the letters of base64url.</summary>
    public static Shown Guess(byte[] bytes) => new(bytes, bytes is [(byte)'{', ..]);

    /// <summary>Pasted into a form: browsers write other line ends than the file has, and people leave space around it.</summary>
    public static Shown OfPasted(string text)
    {
        string trimmed = text.ReplaceLineEndings("\n").Trim();
        return Guess(Encoding.UTF8.GetBytes(trimmed.StartsWith('{') ? trimmed + "\n" : trimmed));
    }

    public Task<Verdict> VerifyAsync(Verification verification, CancellationToken cancel) =>
        IsBundle ? verification.OfBundleAsync(Bytes, cancel) : verification.OfCredentialAsync(Encoding.UTF8.GetString(Bytes.Span), cancel);
}
