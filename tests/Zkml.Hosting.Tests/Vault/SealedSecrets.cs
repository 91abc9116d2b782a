using System.Security.Cryptography;
using Zkml.Contracts;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Vault;

namespace Zkml.Hosting.Tests.Vault;

public sealed class SealedSecrets : IDisposable
{
    private static readonly byte[] Canary = "canary-of-a-sealed-capture-"u8.ToArray();

    private readonly TemporaryFolder _folder = new();
    private readonly Guid _id = Guid.CreateVersion7();

    [Fact]
    public async Task A_secret_opens_as_it_was_sealed()
    {
        await using VaultHost host = await VaultHost.StartAsync(_folder.Embedded);
        byte[] secret = RandomNumberGenerator.GetBytes(200_000);
        DataRef reference = await SealAsync(host, secret);
        using VaultSecret? opened = await host.Vault.OpenAsync(_id, VaultPurpose.Capture, default);
        byte[]? stored = await host.Objects.GetAsync(ObjectKind.Sealed, _id, long.MaxValue, default);

        Assert.True(opened!.Bytes.SequenceEqual(secret));
        Assert.Equal(new Digest(SHA256.HashData(stored!)), reference.Sha256);
        Assert.Equal((_id, stored!.Length), (reference.Id, reference.Size));
    }

    [Fact]
    public async Task Neither_files_nor_databases_hold_the_secret_or_its_key()
    {
        await using VaultHost host = await VaultHost.StartAsync(_folder.Embedded);
        await SealAsync(host, Canary);

        Assert.Empty(Traces.Find(_folder.Path, Canary));
    }

    [Fact]
    public async Task Two_secrets_of_the_same_bytes_look_different()
    {
        await using VaultHost host = await VaultHost.StartAsync(_folder.Embedded);
        DataRef first = await SealAsync(host, Canary);
        DataRef second = await host.Vault.SealAsync(Guid.CreateVersion7(), VaultPurpose.Capture, Canary, host.Clock.GetUtcNow().AddHours(1), default);

        Assert.NotEqual(first.Sha256, second.Sha256);
    }

    [Fact]
    public async Task A_destroyed_secret_is_gone_with_its_key_and_cannot_be_sealed_again()
    {
        await using VaultHost host = await VaultHost.StartAsync(_folder.Embedded);
        await SealAsync(host, Canary);
        await host.Vault.DestroyAsync(_id, default);
        await host.Vault.DestroyAsync(_id, default);

        Assert.Null(await host.Vault.OpenAsync(_id, VaultPurpose.Capture, default));
        Assert.Null(await host.Objects.GetAsync(ObjectKind.Sealed, _id, long.MaxValue, default));
        Assert.Equal(0, await host.Vault.CountKeysAsync(default));
        await Assert.ThrowsAsync<Microsoft.EntityFrameworkCore.DbUpdateException>(() => SealAsync(host, Canary));
    }

    [Fact]
    public async Task A_secret_does_not_open_for_another_purpose()
    {
        await using VaultHost host = await VaultHost.StartAsync(_folder.Embedded);
        await SealAsync(host, Canary);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => host.Vault.OpenAsync(_id, VaultPurpose.FirstShare, default));
    }

    [Fact]
    public async Task Ciphertexts_and_keys_cannot_be_exchanged_for_one_another()
    {
        await using VaultHost host = await VaultHost.StartAsync(_folder.Embedded);
        Guid other = Guid.CreateVersion7(), third = Guid.CreateVersion7();
        await SealAsync(host, Canary);
        await host.Vault.SealAsync(other, VaultPurpose.Capture, Canary, host.Clock.GetUtcNow().AddHours(1), default);
        byte[] box = (await host.Objects.GetAsync(ObjectKind.Sealed, other, long.MaxValue, default))!;
        await host.Objects.DeleteAsync(ObjectKind.Sealed, _id, default);
        await host.Objects.PutAsync(ObjectKind.Sealed, _id, box, default);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => host.Vault.OpenAsync(_id, VaultPurpose.Capture, default));

        // Now the row with the key goes along.
        await host.ExecuteAsync($"UPDATE vault_keys SET id = {third} WHERE id = {other}");
        await host.Objects.PutAsync(ObjectKind.Sealed, third, box, default);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => host.Vault.OpenAsync(third, VaultPurpose.Capture, default));
    }

    [Fact]
    public async Task Any_changed_byte_of_the_ciphertext_is_noticed()
    {
        await using VaultHost host = await VaultHost.StartAsync(_folder.Embedded);
        await SealAsync(host, Canary);
        byte[] box = (await host.Objects.GetAsync(ObjectKind.Sealed, _id, long.MaxValue, default))!;
        for (int i = 0; i < box.Length; i++)
        {
            byte[] changed = [.. box];
            changed[i] ^= 1;
            await host.Objects.DeleteAsync(ObjectKind.Sealed, _id, default);
            await host.Objects.PutAsync(ObjectKind.Sealed, _id, changed, default);
            await Assert.ThrowsAnyAsync<CryptographicException>(() => host.Vault.OpenAsync(_id, VaultPurpose.Capture, default));
        }
    }

    [Fact]
    public async Task An_expired_secret_does_not_open_and_the_sweeper_destroys_its_key()
    {
        await using VaultHost host = await VaultHost.StartAsync(_folder.Embedded);
        await SealAsync(host, Canary);
        host.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Null(await host.Vault.OpenAsync(_id, VaultPurpose.Capture, default));
        Assert.Equal(1, await host.Vault.CountKeysAsync(default));
        Assert.Equal(1, await host.Sweeper.SweepAsync(default));
        Assert.Equal(0, await host.Vault.CountKeysAsync(default));
        Assert.Null(await host.Objects.GetAsync(ObjectKind.Sealed, _id, long.MaxValue, default));
        Assert.Equal(0, await host.Sweeper.SweepAsync(default));
    }

    [Fact]
    public async Task The_sweeper_finishes_what_a_crash_interrupted()
    {
        await using VaultHost host = await VaultHost.StartAsync(_folder.Embedded);
        await SealAsync(host, Canary);
        await host.ExecuteAsync($"UPDATE vault_keys SET wrapped = NULL, destroyed_at = 1");
        await host.Sweeper.SweepAsync(default);

        Assert.Null(await host.Objects.GetAsync(ObjectKind.Sealed, _id, long.MaxValue, default));
    }

    [Fact]
    public async Task After_a_change_of_the_master_key_older_secrets_open_while_the_old_key_is_named()
    {
        File.WriteAllText(_folder.File("old"), new string('1', 64));
        File.WriteAllText(_folder.File("new"), new string('2', 64) + "\n");
        Dictionary<string, string?> settings = _folder.Embedded;
        settings["Vault:MasterKeyFile"] = _folder.File("old");
        await using (VaultHost host = await VaultHost.StartAsync(settings))
        {
            await SealAsync(host, Canary);
        }

        settings["Vault:MasterKeyFile"] = _folder.File("new");
        await using (VaultHost host = await VaultHost.StartAsync(settings))
        {
            await Assert.ThrowsAnyAsync<CryptographicException>(() => host.Vault.OpenAsync(_id, VaultPurpose.Capture, default));
        }

        settings["Vault:PreviousMasterKeyFiles:0"] = _folder.File("old");
        await using (VaultHost host = await VaultHost.StartAsync(settings))
        {
            using VaultSecret? opened = await host.Vault.OpenAsync(_id, VaultPurpose.Capture, default);
            Assert.True(opened!.Bytes.SequenceEqual(Canary));
        }
    }

    [Fact]
    public async Task Production_does_not_make_a_master_key()
    {
        Dictionary<string, string?> settings = _folder.Embedded;
        settings["Zkml:Profile"] = "Production";

        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => VaultHost.StartAsync(settings));
        Assert.False(File.Exists(_folder.File("vault.key")));
    }

    [Fact]
    public async Task A_disposed_secret_is_zeroed()
    {
        await using VaultHost host = await VaultHost.StartAsync(_folder.Embedded);
        await SealAsync(host, Canary);
        VaultSecret opened = (await host.Vault.OpenAsync(_id, VaultPurpose.Capture, default))!;
        opened.Dispose();

        Assert.False(opened.Bytes.ContainsAnyExcept((byte)0));
    }

    public void Dispose() => _folder.Dispose();

    private Task<DataRef> SealAsync(VaultHost host, byte[] secret) =>
        host.Vault.SealAsync(_id, VaultPurpose.Capture, secret, host.Clock.GetUtcNow().AddHours(1), default);
}
