using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Keys;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;

namespace Zkml.Attestation.Tests;

public sealed class TheServicesKey : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Is_changed_without_losing_what_the_one_before_it_sealed()
    {
        string first = New("first"), second = New("second");
        using ServiceKey before = Read(first), after = Read(second, first);
        byte[] secret = RandomNumberGenerator.GetBytes(100), old = before.Seal(secret, "issuer key 1");

        Assert.Equal(secret, after.Open(old, "issuer key 1"));
        byte[] young = after.Seal(secret, "issuer key 2");
        Assert.Equal(secret, after.Open(young, "issuer key 2"));
        Assert.Throws<CryptographicException>(() => before.Open(young, "issuer key 2"));
        Assert.Throws<CryptographicException>(() => after.Open(old, "issuer key 2"));
        Assert.Throws<CryptographicException>(() => after.Open(old.AsSpan(0, 20), "issuer key 1"));
    }

    [Fact]
    public void Is_refused_where_a_file_of_one_before_it_is_missing()
    {
        string first = New("first");
        Assert.Throws<OptionsValidationException>(() => Read(first, _folder.File("none")));
    }

    public void Dispose() => _folder.Dispose();

    private string New(string name)
    {
        string file = _folder.File(name);
        File.WriteAllText(file, HexKeys.New());
        return file;
    }

    private static ServiceKey Read(string file, params string[] previous) => new(
        Options.Create(new AttestationOptions { KeyFile = file, PreviousKeyFiles = previous }), Options.Create(new StorageOptions()), Options.Create(new ProfileOptions()));
}
