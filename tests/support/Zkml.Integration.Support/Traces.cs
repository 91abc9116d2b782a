using System.Text;

namespace Zkml.Integration.Support;

/// <summary>Looks for a secret where none may be: raw, as hexadecimal digits, as base64 and base64url at each of its three places.</summary>
public static class Traces
{
    /// <summary>Files below the folder that hold the secret in some form.</summary>
    public static IReadOnlyList<string> Find(string folder, ReadOnlySpan<byte> secret)
    {
        List<byte[]> forms = Forms(secret);
        return
        [
            .. from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
               let content = Read(file)
               where forms.Any(form => content.AsSpan().IndexOf(form) >= 0)
               select Path.GetRelativePath(folder, file),
        ];
    }

    public static bool In(ReadOnlySpan<byte> content, ReadOnlySpan<byte> secret)
    {
        foreach (byte[] form in Forms(secret))
        {
            if (content.IndexOf(form) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static List<byte[]> Forms(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, 12, nameof(secret));
        List<byte[]> forms = [secret.ToArray(), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret)), Encoding.ASCII.GetBytes(Convert.ToHexString(secret))];
        for (int skipped = 0; skipped < 3; skipped++)
        {
            // Whole groups of three bytes look the same in base64 whatever stands before them.
            ReadOnlySpan<byte> groups = secret[skipped..];
            string text = Convert.ToBase64String(groups[..(groups.Length / 3 * 3)]);
            forms.Add(Encoding.ASCII.GetBytes(text));
            forms.Add(Encoding.ASCII.GetBytes(text.Replace('+', '-').Replace('/', '_')));
        }

        return forms;
    }

    /// <summary>Also what another process has open for writing.</summary>
    private static byte[] Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using MemoryStream content = new();
        file.CopyTo(content);
        return content.ToArray();
    }
}
