using Microsoft.EntityFrameworkCore;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Tests.Support;
using Zkml.Contracts;
using Zkml.Statements.Iris;

namespace Zkml.Attestation.Tests;

/// <summary>One host for all: what is refused leaves nothing behind.</summary>
public sealed class RefusedProofs : IAsyncLifetime
{
    private AttestationHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await AttestationHost.StartAsync(("Attestation:Patience", "00:00:00.500"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Under_terms_that_the_capture_was_not_accepted_for()
    {
        Submission good = await Submission.OfAsync(_host, House.Alice);
        await RefusedAsync(good with { Accepted = good.Accepted with { TermsSha256 = House.Bob.Terms } }, AttestationRefusalReason.OtherTerms);
    }

    [Fact]
    public async Task For_a_holder_key_that_the_capture_was_not_made_for()
    {
        Submission good = await Submission.OfAsync(_host, House.Alice), other = await Submission.OfAsync(_host, House.Bob, shares: []);
        await RefusedAsync(
            good with { Accepted = good.Accepted with { HolderKeyX = other.Accepted.HolderKeyX, HolderKeyY = other.Accepted.HolderKeyY } },
            AttestationRefusalReason.OtherTerms);
    }

    [Fact]
    public async Task For_a_holder_key_that_is_no_point_of_the_curve()
    {
        Submission good = await Submission.OfAsync(_host, House.Alice);
        await RefusedAsync(good with { Accepted = good.Accepted with { HolderKeyX = good.Accepted.HolderKeyY } }, AttestationRefusalReason.OtherTerms);
    }

    [Fact]
    public async Task Of_another_capture()
    {
        Submission good = await Submission.OfAsync(_host, House.Alice, House.Bob.File.Write());
        await RefusedAsync(good, AttestationRefusalReason.OtherTerms);
    }

    [Fact]
    public async Task That_do_not_verify()
    {
        byte[] changed = [.. House.Alice.Iris.Proof];
        changed[changed.Length / 2] ^= 1;
        await RefusedAsync(await Submission.OfAsync(_host, House.Alice, (House.Alice.Iris with { Proof = changed }).Write()), AttestationRefusalReason.ProofInvalid);
    }

    [Fact]
    public async Task With_another_template_or_other_shares_than_were_proved()
    {
        IrisProofFile file = House.Alice.Iris;
        await RefusedAsync(
            await Submission.OfAsync(_host, House.Alice, (file with { Publics = file.Publics with { Template = House.Bob.File.Publics.Template } }).Write()),
            AttestationRefusalReason.ProofInvalid);
        await RefusedAsync(
            await Submission.OfAsync(_host, House.Alice, (file with { Publics = file.Publics with { Shares = House.Bob.Iris.Publics.Shares } }).Write()),
            AttestationRefusalReason.ProofInvalid);
    }

    [Fact]
    public async Task That_are_not_the_stored_bytes_or_are_no_proof_at_all()
    {
        Submission good = await Submission.OfAsync(_host, House.Alice);
        await RefusedAsync(good with { Completed = good.Completed with { Proof = good.Completed.Proof with { Sha256 = House.Bob.Terms } } }, AttestationRefusalReason.ProofInvalid);
        good = await Submission.OfAsync(_host, House.Alice);
        await RefusedAsync(good with { Completed = good.Completed with { Proof = good.Completed.Proof with { Size = 17 } } }, AttestationRefusalReason.ProofInvalid);
        good = await Submission.OfAsync(_host, House.Alice);
        await RefusedAsync(good with { Completed = good.Completed with { Proof = good.Completed.Proof with { Id = Guid.NewGuid() } } }, AttestationRefusalReason.ProofMissing);
        await RefusedAsync(await Submission.OfAsync(_host, House.Alice, [1, 2, 3]), AttestationRefusalReason.ProofInvalid);
        await RefusedAsync(await Submission.OfAsync(_host, House.Alice, [.. House.Alice.File.Write(), 0]), AttestationRefusalReason.ProofInvalid);
    }

    [Fact]
    public async Task Of_statements_that_this_issuer_does_not_attest_to()
    {
        IrisProofFile file = House.Alice.Iris;
        var other = new ProvenCapture(House.Alice.Holder, file with { Parameters = file.Parameters with { Shared = false }, Publics = file.Publics with { Shares = null } }, []);
        await RefusedAsync(await Submission.OfAsync(_host, other), AttestationRefusalReason.UnknownStatement);
    }

    [Fact]
    public async Task Whose_capture_nobody_accepted()
    {
        Submission good = await Submission.OfAsync(_host, House.Alice);
        await _host.SendAsync(good.Completed);
        Assert.Equal(AttestationRefusalReason.UnknownCapture, (await _host.EndAsync(good.CaptureId)).Refusal);
        Assert.IsType<AttestationRefused>(Assert.Single(await _host.AnnouncedAsync(good.CaptureId)));
    }

    [Fact]
    public async Task Whose_shares_are_missing()
    {
        await RefusedAsync(await Submission.OfAsync(_host, House.Alice, shares: []), AttestationRefusalReason.SharesMissing);
        Submission good = await Submission.OfAsync(_host, House.Alice);
        await _host.Vault.DestroyAsync(good.Completed.SealedShares[2].Id, CancellationToken.None);
        await RefusedAsync(good, AttestationRefusalReason.SharesMissing);
    }

    [Fact]
    public async Task Whose_shares_are_not_those_that_were_proved()
    {
        byte[][] own = House.Alice.Shares, other = House.Bob.Shares;
        byte[] changed = [.. own[1]];
        changed[100] ^= 1;
        foreach (byte[][] shares in (byte[][][])[[own[0], own[1], other[2]], [own[1], own[0], own[2]], [own[0], changed, own[2]], [own[0], own[1], own[2][..^1]], other])
        {
            await RefusedAsync(await Submission.OfAsync(_host, House.Alice, shares: shares), AttestationRefusalReason.SharesInvalid);
        }

        Submission swapped = await Submission.OfAsync(_host, House.Alice);
        IReadOnlyList<DataRef> refs = swapped.Completed.SealedShares;
        await RefusedAsync(swapped with { Completed = swapped.Completed with { SealedShares = [refs[1], refs[0], refs[2]] } }, AttestationRefusalReason.SharesInvalid);
    }

    [Fact]
    public async Task Too_late_or_under_a_root_that_was_replaced_too_long_ago()
    {
        await using AttestationHost late = await AttestationHost.StartAsync();
        late.Clock.Advance(TimeSpan.FromHours(25));
        Case work = await late.SubmitAsync(await Submission.OfAsync(late, House.Alice));
        Assert.Equal(AttestationRefusalReason.OtherTerms, work.Refusal);

        await using AttestationHost replaced = await AttestationHost.StartAsync();
        replaced.Clock.Advance(TimeSpan.FromHours(7));
        await replaced.SendAsync(Submission.Root(replaced.Clock) with { Epoch = 9, Root = House.Bob.Terms });
        await replaced.UntilAsync(db => db.Epochs.CountAsync().ContinueWith(count => count.Result == 2));
        Assert.Equal(CaseState.Issued, (await replaced.SubmitAsync(await Submission.OfAsync(replaced, House.Alice))).State);
        replaced.Clock.Advance(TimeSpan.FromHours(7));
        Assert.Equal(AttestationRefusalReason.Registry, (await replaced.SubmitAsync(await Submission.OfAsync(replaced, House.Bob))).Refusal);
    }

    [Fact]
    public async Task Under_a_root_that_the_registry_never_had()
    {
        await using AttestationHost host = await AttestationHost.StartAsync(("Attestation:Patience", "00:00:00.500"));
        await host.UseAsync(db => db.Epochs.ExecuteDeleteAsync());
        await host.SendAsync(Submission.Root(host.Clock) with { Root = House.Bob.Terms });
        await host.UntilAsync(db => db.Epochs.AnyAsync());
        // Contradictions are not taken: the first root of an epoch stays.
        await host.SendAsync(Submission.Root(host.Clock), Submission.Root(host.Clock) with { Epoch = 0, Devices = 20 });
        Assert.Equal(AttestationRefusalReason.Registry, (await host.SubmitAsync(await Submission.OfAsync(host, House.Alice))).Refusal);
        Assert.Equal(1, await host.UseAsync(db => db.Epochs.CountAsync()));
    }

    private async Task RefusedAsync(Submission submission, AttestationRefusalReason reason)
    {
        Case work = await _host.SubmitAsync(submission);
        Assert.Equal(reason, work.Refusal);
        AttestationRefused announced = Assert.IsType<AttestationRefused>(Assert.Single(await _host.AnnouncedAsync(work.CaptureId)));
        Assert.Equal(reason, announced.Reason);
        Assert.Equal(0, await _host.UseAsync(db => db.Attestations.CountAsync()));
        Assert.Equal(0, await Stores.CountAsync(_host));
        Assert.Equal(0, await _host.Vault.CountKeysAsync(CancellationToken.None));
    }
}
