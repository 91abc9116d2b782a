using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Zkml.Fields;
using Zkml.Hosting.Vault;
using Zkml.Matching;
using Zkml.Statements.Iris;

namespace Zkml.Attestation.Uniqueness;

/// <summary>
/// One of three matchers. It has its own database and its own keys, sees two of three shares of each template, and gives out its part of products, which
/// without the two others' is uniform. Shares lie in its database encrypted, and in memory while they are compared.
/// </summary>
internal sealed class MatcherStore(int number, MatcherKeys keys, ICaptureVault vault, IServiceScopeFactory scopes, Func<IServiceProvider, MatcherDb> database)
{
    private static readonly VaultPurpose[] Purposes = [VaultPurpose.FirstShare, VaultPurpose.SecondShare, VaultPurpose.ThirdShare];

    /// <summary>
    /// Takes the shares of a capture out of the vault, sees that they are those of the proof, stores them, and destroys the vault's. A repetition after
    /// a crash finds them stored, and destroys what the vault still has.
    /// </summary>
    /// <param name="capture">Names the template from now on.</param>
    /// <param name="share">In the vault.</param>
    /// <param name="commitments">To all three shares, from the proof that was verified.</param>
    public async Task<ShareIntake> TakeAsync(Guid capture, Guid share, IReadOnlyList<KoalaBear[]> commitments, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        MatcherDb db = database(scope.ServiceProvider);
        if (!await db.Shares.AnyAsync(row => row.CaptureId == capture, cancel))
        {
            (ShareIntake result, byte[]? box) = await OpenAsync(capture, share, commitments, cancel);
            if (box is null)
            {
                return result;
            }

            await db.Database.ExecuteSqlAsync($"INSERT INTO shares (capture_id, sealed) VALUES ({capture}, {box}) ON CONFLICT DO NOTHING", cancel);
        }

        await vault.DestroyAsync(share, cancel);
        return ShareIntake.Taken;
    }

    /// <summary>This store's part of the comparison of one template with others, in their order.</summary>
    /// <param name="probe">The capture whose template it is.</param>
    /// <param name="others">The captures it is compared with; no pair is ever compared twice under one <paramref name="attempt"/>.</param>
    /// <param name="attempt">New for each attempt.</param>
    /// <exception cref="InvalidOperationException">A template is not here: the stores have not all what they should.</exception>
    public async Task<PartialProducts[]> CompareAsync(Guid probe, IReadOnlyList<Guid> others, Guid attempt, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        MatcherDb db = database(scope.ServiceProvider);
        var boxes = new SealedShares(db);
        using StoreShares shares = Unseal(probe, await boxes.FindAsync(probe, cancel) ?? throw Lacks(), boxes.Plain);
        using var query = new ShareQuery(shares);
        Dictionary<Guid, int> places = others.Select((other, place) => (other, place)).ToDictionary(pair => pair.other, pair => pair.place);
        var products = new PartialProducts[others.Count];
        await boxes.ForEachAsync(others, (other, box) =>
        {
            using StoreShares enrolled = Unseal(other, box, boxes.Plain);
            products[places[other]] = query.Compare(enrolled, ZeroShare.Of(number, keys.Own, keys.Next, Comparison(probe, other, attempt)));
        }, cancel);
        return products.Contains(null) ? throw Lacks() : products;
    }

    /// <summary>Afterwards they are gone; they need not have been there.</summary>
    public async Task DeleteAsync(Guid capture, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        await database(scope.ServiceProvider).Shares.Where(row => row.CaptureId == capture).ExecuteDeleteAsync(cancel);
    }

    private static byte[] Comparison(Guid probe, Guid other, Guid attempt) => [.. probe.ToByteArray(), .. other.ToByteArray(), .. attempt.ToByteArray()];

    private async Task<(ShareIntake Result, byte[]? Box)> OpenAsync(Guid capture, Guid share, IReadOnlyList<KoalaBear[]> commitments, CancellationToken cancel)
    {
        try
        {
            using VaultSecret? secret = await vault.OpenAsync(share, Purposes[number], cancel);
            if (secret is null)
            {
                return (ShareIntake.Missing, null);
            }

            if (!MatcherShares.TryRead(secret.Bytes, out MatcherShares? shares))
            {
                return (ShareIntake.Invalid, null);
            }

            using (shares)
            {
                return shares.Shares.Store == number && shares.Open(commitments) ? (ShareIntake.Taken, Seal(capture, shares.Shares)) : (ShareIntake.Invalid, null);
            }
        }
        catch (CryptographicException)
        {
            // Sealed for something else, or changed since.
            return (ShareIntake.Invalid, null);
        }
    }

    private byte[] Seal(Guid capture, StoreShares shares)
    {
        byte[] bytes = shares.Write();
        byte[] box = Envelope.Seal(keys.Seal, bytes, Associated(capture));
        CryptographicOperations.ZeroMemory(bytes);
        return box;
    }

    private StoreShares Unseal(Guid capture, byte[] box, byte[] plain)
    {
        Envelope.Open(keys.Seal, box, plain, Associated(capture));
        bool read = StoreShares.TryRead(number, plain, out StoreShares? shares);
        CryptographicOperations.ZeroMemory(plain);
        return read ? shares! : throw Lacks();
    }

    private byte[] Associated(Guid capture) => Encoding.ASCII.GetBytes($"zkml-matcher-1|{number}|{capture:N}");

    private InvalidOperationException Lacks() => new($"Matcher {number} lacks a template that is enrolled.");
}
