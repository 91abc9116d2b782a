using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Zkml.Gadgets.Sha256;

namespace Zkml.Gadgets.Tests.Sha256;

public sealed class PlainFunction
{
    /// <summary>Examples of FIPS 180-4 (one block, two blocks) and the empty message.</summary>
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void The_standards_examples_have_their_digests(string message, string digest) =>
        Assert.Equal(digest, Convert.ToHexStringLower(Sha256Function.Hash(Encoding.ASCII.GetBytes(message))));

    [Fact]
    public void Any_message_has_the_digest_of_the_platforms_implementation() =>
        Gen.Byte.Array[0, 300].Sample(message => Assert.Equal(SHA256.HashData(message), Sha256Function.Hash(message)));
}
