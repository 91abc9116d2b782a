namespace Zkml.Captures.Tests;

/// <summary>One thing wrong, one reason.</summary>
public sealed class CaptureRules : IDisposable
{
    private readonly Samples.Key _key = new();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(DigestAlgorithm.Sha256)]
    [InlineData(DigestAlgorithm.Poseidon2KoalaBear)]
    public void A_good_capture_is_accepted(DigestAlgorithm algorithm) => Expect(CaptureRejection.None, manifest: Samples.Make(algorithm));

    [Fact]
    public void A_device_that_nobody_registered_is_refused() =>
        Expect(CaptureRejection.UnknownDevice, change: e => e with { DeviceStatus = DeviceStatus.Unknown });

    [Fact]
    public void A_revoked_device_is_refused() => Expect(CaptureRejection.RevokedDevice, change: e => e with { DeviceStatus = DeviceStatus.Revoked });

    [Fact]
    public void Another_devices_key_is_refused()
    {
        using var other = new Samples.Key();
        Expect(CaptureRejection.Signature, change: e => e with { DeviceKey = other.PublicKey });
    }

    [Fact]
    public void Another_challenge_is_refused() => Expect(CaptureRejection.Nonce, change: e => e with { Nonce = default });

    [Fact]
    public void Another_holder_is_refused() => Expect(CaptureRejection.Holder, change: e => e with { HolderThumbprint = default });

    [Fact]
    public void The_time_window_holds_to_the_millisecond()
    {
        long at = Samples.Manifest.CapturedAt;

        Expect(CaptureRejection.None, change: e => e with { NotBefore = at, NotAfter = at });
        Expect(CaptureRejection.TooEarly, change: e => e with { NotBefore = at + 1 });
        Expect(CaptureRejection.TooLate, change: e => e with { NotAfter = at - 1 });
    }

    [Fact]
    public void Firmware_below_the_floor_is_refused()
    {
        Expect(CaptureRejection.None, change: e => e with { MinimumFirmware = Samples.Manifest.Firmware });
        Expect(CaptureRejection.Firmware, change: e => e with { MinimumFirmware = new FirmwareVersion(1, 4, 301) });
    }

    [Fact]
    public void Quality_below_the_floor_is_refused()
    {
        Expect(CaptureRejection.None, change: e => e with { MinimumQuality = 87 });
        Expect(CaptureRejection.Quality, change: e => e with { MinimumQuality = 88 });
    }

    [Fact]
    public void An_attack_is_refused_whatever_level_is_asked_for()
    {
        Expect(CaptureRejection.PresentationAttack, change: e => e with { MinimumAttackLevel = AttackLevel.Three });
        Expect(
            CaptureRejection.PresentationAttack,
            Samples.Manifest with { AttackVerdict = AttackVerdict.Attack },
            e => e with { MinimumAttackLevel = AttackLevel.None });
    }

    [Fact]
    public void A_device_that_did_not_look_for_attacks_is_accepted_only_where_nobody_asks()
    {
        CaptureManifest manifest = Samples.Manifest with { AttackVerdict = AttackVerdict.NotAssessed, AttackLevel = AttackLevel.None };

        Expect(CaptureRejection.PresentationAttack, manifest);
        Expect(CaptureRejection.None, manifest, e => e with { MinimumAttackLevel = AttackLevel.None });
    }

    [Fact]
    public void Other_pixels_or_another_mask_are_refused()
    {
        byte[] bytes = SignedCapture.Sign(_key, Samples.Manifest).Write();
        CaptureExpectations expected = Samples.Expectations(_key.PublicKey);
        byte[] pixels = [.. Samples.Pixels], mask = [.. Samples.Mask];
        pixels[^1] ^= 1;
        mask[^1] ^= 128;

        Assert.Equal(CaptureRejection.ImageDigest, CaptureCheck.Run(bytes, pixels, Samples.Mask, expected));
        Assert.Equal(CaptureRejection.ImageDigest, CaptureCheck.Run(bytes, pixels.AsSpan(1), Samples.Mask, expected));
        Assert.Equal(CaptureRejection.MaskDigest, CaptureCheck.Run(bytes, Samples.Pixels, mask, expected));
        Assert.Equal(CaptureRejection.MaskDigest, CaptureCheck.Run(bytes, Samples.Pixels, [], expected));
    }

    private void Expect(CaptureRejection reason, CaptureManifest? manifest = null, Func<CaptureExpectations, CaptureExpectations>? change = null)
    {
        byte[] bytes = SignedCapture.Sign(_key, manifest ?? Samples.Manifest).Write();
        CaptureExpectations expected = Samples.Expectations(_key.PublicKey);

        Assert.Equal(reason, CaptureCheck.Run(bytes, Samples.Pixels, Samples.Mask, change?.Invoke(expected) ?? expected));
    }
}
