using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zkml.Contracts;
using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Tests.Support;
using Zkml.Hosting.Vault;

namespace Zkml.Enrollment.Tests;

public sealed class Sweeping : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private EnrollmentHost _host = null!;

    [Fact]
    public async Task A_capture_without_a_proof_in_time_ends_and_its_key_is_destroyed()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        Guid id = await device.AcceptedAsync(_host);
        await SweepAsync();
        Assert.Equal(1, await _host.Vault.CountKeysAsync(CancellationToken.None));

        _host.Clock.Advance(TimeSpan.FromHours(6.1));
        await SweepAsync();

        Assert.Equal(0, await _host.Vault.CountKeysAsync(CancellationToken.None));
        Assert.Equal(CaptureState.Expired, (await FindAsync(id))!.State);
        Assert.Empty(Directory.GetFiles(_folder.File("objects"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(CaptureState.Proven)]
    [InlineData(CaptureState.Rejected)]
    public async Task The_key_of_a_capture_that_needs_none_is_destroyed_though_the_prover_died_before_it_did(CaptureState state)
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        Guid id = await device.AcceptedAsync(_host);
        await _host.SendAsync(state == CaptureState.Proven ? Messages.Completed(id) : Messages.Rejected(id, ProofRejectionReason.AttemptsExhausted));
        await Eventually.HoldsAsync(async () => (await FindAsync(id))!.State == state);

        await SweepAsync();

        Assert.Equal(0, await _host.Vault.CountKeysAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_capture_that_was_sealed_and_never_recorded_loses_its_key_and_no_other_one_does()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        Guid recorded = await device.AcceptedAsync(_host), leftover = Guid.CreateVersion7();
        await _host.Vault.SealAsync(leftover, VaultPurpose.Capture, new byte[] { 1 }, _host.Clock.GetUtcNow().AddHours(6), CancellationToken.None);
        await SweepAsync();
        Assert.Equal(2, await _host.Vault.CountKeysAsync(CancellationToken.None));

        _host.Clock.Advance(TimeSpan.FromMinutes(6));
        await SweepAsync();

        Assert.Null(await _host.Vault.OpenAsync(leftover, VaultPurpose.Capture, CancellationToken.None));
        Assert.NotNull(await _host.Vault.OpenAsync(recorded, VaultPurpose.Capture, CancellationToken.None));
    }

    [Fact]
    public async Task A_proof_of_the_last_moment_still_counts()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        Guid id = await device.AcceptedAsync(_host);
        _host.Clock.Advance(TimeSpan.FromHours(6.1));
        await SweepAsync();

        await _host.SendAsync(Messages.Completed(id));

        await Eventually.HoldsAsync(async () => (await FindAsync(id))!.State == CaptureState.Proven);
    }

    [Fact]
    public async Task Old_challenges_and_captures_are_forgotten()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        Guid id = await device.AcceptedAsync(_host);
        _host.Clock.Advance(TimeSpan.FromHours(6.1));
        await SweepAsync();
        Assert.Equal(0, await _host.UseAsync(db => db.Challenges.CountAsync()));
        Assert.NotNull(await FindAsync(id));

        _host.Clock.Advance(TimeSpan.FromDays(31));
        await SweepAsync();

        Assert.Null(await FindAsync(id));
        Assert.Equal(0, await _host.UseAsync(db => db.CaptureEvents.CountAsync()));
    }

    public async ValueTask InitializeAsync() => _host = await EnrollmentHost.StartAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    private Task<int> SweepAsync() => _host.Services.GetRequiredService<CaptureSweeper>().SweepAsync(CancellationToken.None);

    private Task<CaptureRow?> FindAsync(Guid id) => _host.UseAsync(db => db.Captures.SingleOrDefaultAsync(capture => capture.Id == id));
}
