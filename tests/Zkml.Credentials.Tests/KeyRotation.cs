namespace Zkml.Credentials.Tests;

public sealed class KeyRotation
{
    private static readonly DateTimeOffset Start = Samples.Now;

    /// <summary>Each signs for 30 days and is published a day before and 30 days after.</summary>
    private static readonly SigningKeyRing Ring = new([Key(Samples.OlderIssuerKey, 0), Key(Samples.IssuerKey, 30)]);

    [Fact]
    public void The_newest_key_signs_and_both_are_published_while_one_takes_over()
    {
        Assert.Same(Samples.OlderIssuerKey, Ring.SignerFor(Day(29.5), Day(59)));
        Assert.Same(Samples.IssuerKey, Ring.SignerFor(Day(30), Day(60)));
        Assert.Equal([Samples.OlderIssuerKey.PublicKey], Ring.PublishedAt(Day(28))!.Keys);
        Assert.Equal([Samples.OlderIssuerKey.PublicKey, Samples.IssuerKey.PublicKey], Ring.PublishedAt(Day(29))!.Keys);
        Assert.Equal([Samples.OlderIssuerKey.PublicKey, Samples.IssuerKey.PublicKey], Ring.PublishedAt(Day(59))!.Keys);
        Assert.Equal([Samples.IssuerKey.PublicKey], Ring.PublishedAt(Day(60))!.Keys);
    }

    [Fact]
    public void No_key_signs_what_outlives_its_publication()
    {
        Assert.Null(Ring.SignerFor(Day(10), Day(61)));
        Assert.Null(Ring.SignerFor(Day(61), Day(62)));
        Assert.Null(Ring.PublishedAt(Day(91)));
    }

    [Fact]
    public void A_credential_signed_before_the_rotation_verifies_after_it_until_it_expires()
    {
        ITokenSigner signer = Ring.SignerFor(Start, Day(30))!;
        string credential = CredentialIssuer.Issue(Samples.Credential with { Expires = Day(30) }, signer);
        DateTimeOffset later = Day(29.9);
        StatusListToken status = Samples.Status() with { IssuedAt = later, Expires = later.AddHours(1) };

        CredentialVerdict verdict = new CredentialVerifier(new FixedClock(later)).Verify(credential, Samples.Policy with
        {
            IssuerKeys = Ring.PublishedAt(later)!,
            StatusToken = status.Sign(Ring.SignerFor(later, status.Expires)!),
        });

        Assert.Null(verdict.Reason);
    }

    [Fact]
    public void A_schedule_out_of_order_is_an_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScheduledKey(Samples.IssuerKey, Day(1), Day(0), Day(2), Day(3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScheduledKey(Samples.IssuerKey, Day(0), Day(2), Day(2), Day(3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScheduledKey(Samples.IssuerKey, Day(0), Day(1), Day(4), Day(3)));
    }

    [Fact]
    public void A_stored_key_signs_as_before()
    {
        byte[] stored = Samples.IssuerKey.ExportPkcs8();
        using SoftwareSigner back = SoftwareSigner.ImportIssuer(stored);
        Array.Clear(stored);

        Assert.Equal(Samples.IssuerKey.PublicKey.KeyId, back.PublicKey.KeyId);
        Assert.Null(Samples.Verify(CredentialIssuer.Issue(Samples.Credential, back), Samples.Policy).Reason);
    }

    private static ScheduledKey Key(ITokenSigner signer, double from) => new(signer, Day(from - 1), Day(from), Day(from + 30), Day(from + 60));

    private static DateTimeOffset Day(double days) => Start.AddDays(days);
}
