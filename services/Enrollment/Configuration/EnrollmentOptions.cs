using System.ComponentModel.DataAnnotations;
using Zkml.Captures;

namespace Zkml.Enrollment.Configuration;

/// <summary>Section "Enrollment".</summary>
public sealed class EnrollmentOptions
{
    public const string Section = "Enrollment";

    /// <summary>The registry's https address: its name in signed roots. Production must set it.</summary>
    [Required]
    public string RegistryAddress { get; set; } = DemoAddress;

    /// <summary>P-256 private key (PKCS#8 PEM) that signs roots. Without one the demo profile makes a key in the storage folder.</summary>
    public string? RegistryKeyFile { get; set; }

    /// <summary>Public keys (PEM) that signed roots before, and are still shown.</summary>
    public string[] PreviousRegistryKeyFiles { get; set; } = [];

    /// <summary>The registry has room for 2^RegistryDepth devices. Never changed once there is a registry.</summary>
    [Range(1, 26)]
    public int RegistryDepth { get; set; } = 20;

    /// <summary>Certificates (PEM files) of the manufacturers whose devices are taken.</summary>
    public string[] DeviceRoots { get; set; } = [];

    /// <summary>Whether roots of simulated devices count. Never in production.</summary>
    public bool AllowSimulatedDevices { get; set; }

    /// <summary>The registry's number for each kind of device, by the object identifier of the model.</summary>
    public Dictionary<string, int> DeviceModels { get; set; } = [];

    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan ChallengeLifetime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How far a device's clock may be off.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>major.minor.patch.</summary>
    [Required]
    public string MinimumFirmware { get; set; } = "0.0.0";

    /// <summary>What the device must say of the image, 0 to 100; of a face this is proved.</summary>
    [Range(0, CaptureManifest.MaxQuality)]
    public int MinimumQuality { get; set; } = 50;

    /// <summary>At which level the device must look for presentation attacks.</summary>
    public AttackLevel MinimumAttackLevel { get; set; } = AttackLevel.One;

    /// <summary>So many of the 16 384 mask bits of the template must be valid, under proof.</summary>
    [Range(0, 16_384)]
    public int QualityFloor { get; set; } = 10_240;

    /// <summary>Whether captures hashed with SHA-256 are taken, which cost the prover more.</summary>
    public bool AcceptSha256 { get; set; } = true;

    /// <summary>Whether proofs commit to shares of the template, so that nobody enrols twice.</summary>
    public bool Shared { get; set; } = true;

    /// <summary>Id of the model that faces are proved with, when Models:Directory has several for one size.</summary>
    public string? FaceModel { get; set; }

    /// <summary>How long a capture waits for its proof; then its key is destroyed.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan CaptureLifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>A sealed capture that was not recorded in so long was left behind by a crash: its key is destroyed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SealGrace { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the course of a capture can be asked for after its end. No image is kept that long.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Streams of events at once, in this process.</summary>
    [Range(1, 10_000)]
    public int EventStreams { get; set; } = 100;

    /// <summary>A longer stream is ended; the client comes again with the last number it has.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan EventStreamLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a stream looks for news.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan EventPoll { get; set; } = TimeSpan.FromSeconds(1);

    internal const string DemoAddress = "https://registry.demo.invalid";
}
