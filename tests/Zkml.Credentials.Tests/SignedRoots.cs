using System.Text.Json.Nodes;

namespace Zkml.Credentials.Tests;

public sealed class SignedRoots
{
    private static readonly RegistryRoot Root = new()
    {
        Registry = "https://registry.example/devices",
        Epoch = 12,
        Root = Samples.Digits('3'),
        Depth = 20,
        Count = 5000,
        IssuedAt = Samples.Now,
    };

    private static readonly RootPolicy Policy = new() { Registry = Root.Registry, Keys = Samples.IssuerKeys, MaximumAge = TimeSpan.FromHours(1) };

    private static readonly string Token = SignedRoot.Sign(Root, Samples.IssuerKey);

    public static TheoryData<string, string> BadPayloads => new()
    {
        { "epoch", "-1" }, { "epoch", "4294967295" }, { "epoch", "1.0" }, { "epoch", "\"12\"" }, { "epoch", "null" },
        { "root", "\"33\"" }, { "root", $"\"{Samples.Digits('A')}\"" }, { "root", "3" },
        { "depth", "0" }, { "depth", "33" }, { "depth", "5000000000" }, { "count", "1048577" }, { "count", "-5" }, { "iat", "\"now\"" },
        { "iat", "253402300800" }, { "exp", "1" },
    };

    [Fact]
    public void A_good_root_is_read_as_it_was_signed()
    {
        Assert.Null(SignedRoot.Verify(Token, Policy, Samples.Now, out RegistryRoot? root));
        Assert.Equal(Root, root);
    }

    [Theory]
    [MemberData(nameof(BadPayloads))]
    public void A_member_that_has_not_its_form_is_malformed(string name, string value) =>
        Assert.Equal(Reasons.Malformed, Altered((_, payload) => payload[name] = JsonNode.Parse(value)));

    [Theory]
    [InlineData("iss")]
    [InlineData("epoch")]
    [InlineData("root")]
    [InlineData("depth")]
    [InlineData("count")]
    [InlineData("iat")]
    public void A_missing_member_is_malformed(string name) => Assert.Equal(Reasons.Malformed, Altered((_, payload) => payload.Remove(name)));

    [Fact]
    public void Another_algorithm_type_key_or_header_is_refused()
    {
        Assert.Equal(Reasons.AlgorithmRefused, Altered((header, _) => header["alg"] = "none"));
        Assert.Equal(Reasons.AlgorithmRefused, Altered((header, _) => header["alg"] = "HS256"));
        Assert.Equal(Reasons.TypeRefused, Altered((header, _) => header["typ"] = "JWT"));
        Assert.Equal(Reasons.HeaderMemberRefused, Altered((header, _) => header["jku"] = "https://evil.example"));
        Assert.Equal(Reasons.KeyIdMissing, Altered((header, _) => header.Remove("kid")));
        Assert.Equal(Reasons.KeyUnknown, Altered((header, _) => header["kid"] = "../../etc/passwd"));
        Assert.Equal(Reasons.KeyUnknown, Verify(SignedRoot.Sign(Root, Samples.StrangerKey)));
        Assert.Equal(Reasons.SignatureInvalid, Verify(Forge.Alter(Token, Samples.StrangerKey, (_, _) => { })));
    }

    /// <summary>All are signed with the issuer's keys; what they are of is in their type.</summary>
    [Fact]
    public void A_status_list_or_a_credential_is_no_root()
    {
        Assert.Equal(Reasons.TypeRefused, Verify(Samples.Policy.StatusToken!));
        Assert.Equal(Reasons.TypeRefused, Verify(Samples.Issue().Split('~')[0]));
    }

    [Fact]
    public void Another_registry_or_time_is_refused()
    {
        Assert.Equal(Reasons.IssuerMismatch, Verify(SignedRoot.Sign(Root with { Registry = "https://registry.example" }, Samples.IssuerKey)));
        Assert.Equal(Reasons.IssuedInFuture, Verify(SignedRoot.Sign(Root with { IssuedAt = Samples.Now.AddMinutes(2) }, Samples.IssuerKey)));
        Assert.Equal(Reasons.Expired, Verify(SignedRoot.Sign(Root with { IssuedAt = Samples.Now.AddMinutes(-61) }, Samples.IssuerKey)));
        Assert.Null(SignedRoot.Verify(Token, Policy with { MaximumAge = null }, Samples.Now.AddYears(9), out _));
    }

    [Fact]
    public void Cut_longer_or_repeated_it_is_refused()
    {
        Assert.All(Enumerable.Range(0, Token.Length), length => Assert.NotNull(Verify(Token[..length])));
        Assert.Equal(Reasons.Malformed, Verify(Token + "."));
        Assert.Equal(Reasons.TooLarge, Verify(Token + new string('A', SignedRoot.MaximumLength)));
        string[] parts = Token.Split('.');
        string repeated = Forge.Token(
            Samples.IssuerKey, Forge.Decode(parts[0]).ToJsonString(), Forge.Decode(parts[1]).ToJsonString().Replace("{", "{\"epoch\":9,", StringComparison.Ordinal));
        Assert.Equal(Reasons.DuplicateMember, Verify(repeated));
    }

    [Fact]
    public void A_pin_takes_later_epochs_and_refuses_a_rolled_back_or_split_registry()
    {
        var pin = new RootPin();
        Assert.Null(pin.Accept(Root));
        Assert.Null(pin.Accept(Root with { IssuedAt = Samples.Now.AddHours(1) }));
        RegistryRoot later = Root with { Epoch = 15, Root = Samples.Digits('4'), Count = 5001 };
        Assert.Null(pin.Accept(later));

        Assert.Equal(Reasons.RegistryRolledBack, pin.Accept(Root));
        Assert.Equal(Reasons.RegistryRolledBack, pin.Accept(later with { Epoch = 16, Count = 5000 }));
        Assert.Equal(Reasons.RegistryForked, pin.Accept(later with { Root = Samples.Digits('5') }));
        Assert.Equal(Reasons.RegistryForked, pin.Accept(later with { Count = 5002 }));
        Assert.Equal(Reasons.RegistryForked, pin.Accept(later with { Epoch = 16, Depth = 21 }));
        Assert.Equal(Reasons.IssuerMismatch, pin.Accept(later with { Registry = "https://other.example" }));
        Assert.Equal(later, pin.Latest);
        Assert.Equal(Reasons.RegistryRolledBack, new RootPin(later).Accept(Root));
    }

    [Fact]
    public void What_has_not_its_form_is_not_signed()
    {
        RegistryRoot[] bad =
        [
            Root with { Registry = "http://registry.example" }, Root with { Root = "00" }, Root with { Depth = 0 }, Root with { Epoch = -1 },
            Root with { Count = (1 << 20) + 1 },
        ];
        Assert.All(bad, root => Assert.Throws<ArgumentException>(() => SignedRoot.Sign(root, Samples.IssuerKey)));
    }

    private static string? Verify(string token)
    {
        string? reason = SignedRoot.Verify(token, Policy, Samples.Now, out RegistryRoot? root);
        Assert.Equal(reason is null, root is not null);
        return reason;
    }

    private static string? Altered(Action<JsonObject, JsonObject> change) => Verify(Forge.Alter(Token, Samples.IssuerKey, change));
}
