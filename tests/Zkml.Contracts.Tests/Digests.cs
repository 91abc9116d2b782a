namespace Zkml.Contracts.Tests;

public sealed class Digests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(200, Digest.Length).Select(i => (byte)i)];

    [Fact]
    public void Bytes_and_hexadecimal_digits_agree()
    {
        Digest digest = new(Bytes);

        Assert.Equal(Bytes, digest.ToArray());
        Assert.Equal(Convert.ToHexStringLower(Bytes), digest.ToString());
        Assert.Equal(digest, Digest.Parse(digest.ToString()));
    }

    [Fact]
    public void Only_the_canonical_form_is_read()
    {
        string hex = new Digest(Bytes).ToString();

        Assert.False(Digest.TryParse(null, out _));
        Assert.False(Digest.TryParse(hex.ToUpperInvariant(), out _));
        Assert.False(Digest.TryParse(hex[1..], out _));
        Assert.False(Digest.TryParse(hex + "0", out _));
        Assert.False(Digest.TryParse("0x" + hex[2..], out _));
        Assert.False(Digest.TryParse(" " + hex[1..], out _));
    }

    [Fact]
    public void Other_lengths_are_a_fault_of_the_programmer()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Digest(new byte[31]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Digest(Bytes).CopyTo(new byte[31]));
        Assert.Throws<FormatException>(() => Digest.Parse("x"));
    }
}
