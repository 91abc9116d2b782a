using System.Globalization;
using System.Runtime.InteropServices;

namespace Zkml.EndToEnd.Tests.Support;

/// <summary>
/// Looks for any part of a secret of at least so many bytes, wherever it begins. Each run of 16 bytes holds one of the secret's words of eight bytes that
/// begins at a multiple of eight; what stands around a word is then compared. Words with few different bytes are left out: they are everywhere.
/// </summary>
internal sealed class SecretRuns
{
    private const int Word = 8, DifferentBytes = 5, PartLength = 16 << 20, FilterBits = 22;

    private readonly Dictionary<ulong, (byte[] Secret, int At)> _words = [];

    /// <summary>By the upper bits of a word: nearly every word of a memory is dismissed with one look.</summary>
    private readonly bool[] _first = new bool[1 << FilterBits];

    private readonly Dictionary<byte[], int> _least = [];

    private readonly List<byte[]> _exact = [];

    /// <param name="secret">Not changed afterwards.</param>
    /// <param name="least">The shortest run that counts, at least 8.</param>
    public void Add(byte[] secret, int least)
    {
        _least[secret] = least;
        for (int at = 0; at + Word <= secret.Length; at += Word)
        {
            if (secret.AsSpan(at, Word).ToArray().Distinct().Count() >= DifferentBytes)
            {
                ulong word = MemoryMarshal.Read<ulong>(secret.AsSpan(at));
                _words.TryAdd(word, (secret, at));
                _first[word >> (64 - FilterBits)] = true;
            }
        }

        Assert.NotEmpty(_words);
    }

    /// <summary>Looked for as it is: for secrets whose words are everywhere, such as small numbers.</summary>
    /// <param name="pattern">Long enough to be found by chance nowhere.</param>
    public void AddExact(byte[] pattern) => _exact.Add(pattern);

    public bool AreIn(ReadOnlySpan<byte> bytes) => Find(bytes) is not null;

    /// <summary>The first run that is long enough: of how long a secret it is a part, and how long it is.</summary>
    private string? Find(ReadOnlySpan<byte> bytes)
    {
        foreach (byte[] pattern in _exact)
        {
            if (bytes.IndexOf(pattern) is >= 0 and int at)
            {
                return $"a pattern of {pattern.Length} bytes at {at}";
            }
        }

        for (int i = 0; i + Word <= bytes.Length; i++)
        {
            ulong word = MemoryMarshal.Read<ulong>(bytes[i..]);
            if (_first[word >> (64 - FilterBits)] && _words.TryGetValue(word, out (byte[] Secret, int At) found)
                && Run(bytes, i, found.Secret, found.At) is int run && run >= _least[found.Secret])
            {
                return $"{run} of {found.Secret.Length} bytes, about {found.At}";
            }
        }

        return null;
    }

    /// <summary>Files below a folder that hold a run.</summary>
    public IReadOnlyList<string> InFiles(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => IsReadable(file, out byte[] content) && AreIn(content))];

    /// <summary>Regions of the writable memory of a process that hold a run, by their lines in its map, with the first run.</summary>
    public IReadOnlyList<string> InMemoryOf(int process)
    {
        List<string> regions = [];
        using FileStream memory = File.OpenRead($"/proc/{process}/mem");
        var part = new byte[PartLength];
        foreach (string line in File.ReadLines($"/proc/{process}/maps").Where(line => line.Split(' ')[1].StartsWith("rw", StringComparison.Ordinal)))
        {
            long[] ends = [.. line.Split(' ')[0].Split('-').Select(end => long.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            if (FindInRegion(memory, ends[0], ends[1], part) is { } found)
            {
                regions.Add($"{line}: {found}");
            }
        }

        return regions;
    }

    private string? FindInRegion(FileStream memory, long start, long end, byte[] part)
    {
        // Parts overlap by more than any run that must be found.
        for (long at = start; at < end; at += part.Length - 4096)
        {
            try
            {
                memory.Position = at;
                int read = memory.Read(part, 0, (int)Math.Min(part.Length, end - at));
                if (Find(part.AsSpan(0, read)) is { } found)
                {
                    return found;
                }
            }
            catch (IOException)
            {
                // Reserved, never used: there is nothing to read.
            }
        }

        return null;
    }

    private static int Run(ReadOnlySpan<byte> bytes, int at, byte[] secret, int secretAt)
    {
        int before = 0, after = Word;
        while (before < at && before < secretAt && bytes[at - before - 1] == secret[secretAt - before - 1])
        {
            before++;
        }

        while (at + after < bytes.Length && secretAt + after < secret.Length && bytes[at + after] == secret[secretAt + after])
        {
            after++;
        }

        return before + after;
    }

    /// <summary>Not so what a server removed since, and its sockets.</summary>
    private static bool IsReadable(string path, out byte[] content)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using MemoryStream copy = new();
            file.CopyTo(copy);
            content = copy.ToArray();
            return true;
        }
        catch (IOException)
        {
            content = [];
            return false;
        }
    }
}
