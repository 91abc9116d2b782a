using Zkml.Credentials;

namespace Zkml.Statements.Tests.Attestations;

/// <summary>Every part of a bundle changed by itself, by someone without the issuer's keys and by someone with them: each has its own reason.</summary>
public sealed class ATamperedBundle
{
    public static TheoryData<string> Names => [.. Tampering.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_refused_for_its_own_reason(string name)
    {
        Tampering tampering = Tampering.All.Single(t => t.Name == name);

        BundleVerdict verdict = House.Verify(tampering.Make(), Tampering.Pinned, House.Now + tampering.Later);

        Assert.Equal(tampering.Reason, verdict.Reason);
        Assert.Equal(tampering.Reason == Reasons.ProofRefused, verdict.Detail is not null);
    }

    [Fact]
    public void Is_not_refused_for_being_looked_at() => Assert.Null(House.Verify(BundleCodec.Write(House.Alice.Bundle), Tampering.Pinned).Reason);

    [Fact]
    public void Has_at_least_forty_forms_and_twenty_reasons()
    {
        Assert.True(Tampering.All.Count >= 40);
        Assert.True(Tampering.All.Select(t => t.Reason).Distinct().Count() >= 20);
        Assert.Equal(Tampering.All.Count, Tampering.All.Select(t => t.Name).Distinct().Count());
    }

    /// <summary>A hundred places of the proof, the public values and everything else.</summary>
    [Fact]
    public void Is_refused_wherever_one_byte_of_the_file_differs()
    {
        byte[] file = BundleCodec.Write(House.Alice.Bundle);
        var random = new Random(7);
        for (int i = 0; i < 100; i++)
        {
            byte[] changed = [.. file];
            changed[random.Next(file.Length)] ^= (byte)(1 << random.Next(7));
            BundleVerdict verdict = House.Verify(changed, Tampering.Pinned);
            Assert.False(verdict.IsAccepted);
        }
    }
}
