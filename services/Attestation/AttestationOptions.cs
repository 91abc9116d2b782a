using System.ComponentModel.DataAnnotations;
using Zkml.Attestation.Uniqueness;
using Zkml.Captures;

namespace Zkml.Attestation;

/// <summary>Section "Attestation".</summary>
public sealed class AttestationOptions
{
    public const string Section = "Attestation";

    /// <summary>The issuer's https address, without a path: its name in credentials. Production must set it.</summary>
    [Required]
    public string Issuer { get; set; } = DemoIssuer;

    /// <summary>64 hexadecimal digits, under which signing keys and credentials lie in the database. The demo profile makes one at need.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Keys before that one, each 64 hexadecimal digits: they open what they sealed, and seal nothing.</summary>
    public string[] PreviousKeyFiles { get; set; } = [];

    /// <summary>Three files, one for each matcher store (see <see cref="MatcherKeys"/>). The demo profile makes them at need.</summary>
    public string[] MatcherKeyFiles { get; set; } = [];

    /// <summary>What a second attestation of the same eye comes to.</summary>
    public UniquenessRule Uniqueness { get; set; } = UniquenessRule.Supersede;

    /// <summary>
    /// Whether captures are attested that nothing compares with others, which are those of faces: one person may then have any number of
    /// credentials. Off, they are refused.
    /// </summary>
    public bool AttestWithoutUniqueness { get; set; }

    /// <summary>The registry's trees have 2^N leaves.</summary>
    [Range(1, 26)]
    public int RegistryDepth { get; set; } = 20;

    /// <summary>A proof may be under a root that another one has replaced so long ago.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan RootGrace { get; set; } = TimeSpan.FromHours(6);

    /// <summary>The most between a proof's first and last good time.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan LongestWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The most between a proof's last good time and its attestation.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromHours(24);

    /// <summary>major.minor.patch.</summary>
    [Required]
    public string MinimumFirmware { get; set; } = "0.0.0";

    /// <summary>Of the 16 384 mask bits, so many must be valid. From 10 240 on, any two templates have enough bits in common to be compared.</summary>
    [Range(0, 16_384)]
    public int QualityFloor { get; set; } = 10_240;

    /// <summary>Of a face, as the device judged it: at most Enrollment:MinimumQuality.</summary>
    [Range(0, CaptureManifest.MaxQuality)]
    public int FaceQualityFloor { get; set; } = 50;

    /// <summary>The name of a kind of device in credentials, by the registry's number; others are called "model-" and the number.</summary>
    public Dictionary<string, string> DeviceClasses { get; set; } = [];

    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan CredentialLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a bundle can be checked offline.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "365.00:00:00")]
    public TimeSpan StatusLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a copy of a status list may be kept.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan StatusTimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Entries of one status list, a multiple of 8; the next list begins when half of them are taken.</summary>
    [Range(64, 1 << 20)]
    public int StatusListEntries { get; set; } = 1 << 17;

    /// <summary>How long a key signs.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a key is published before it signs.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan KeyLead { get; set; } = TimeSpan.FromDays(2);

    /// <summary>A worker that has not renewed its lease for so long is taken for dead.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often to look for work that no message of this process announced.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a proof waits for the message that its capture was accepted, or that its registry root was published.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "7.00:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often expired attestations are looked for, and keys that are to be replaced.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "1.00:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Where model files (*.onnx) lie that verifiers may fetch, besides those in Models:Directory.</summary>
    [Required]
    public string ModelFolder { get; set; } = "models";

    /// <summary>Verifications at a time; as many wait, ten times over, then 503. 0: as many as the machine has processors.</summary>
    [Range(0, 256)]
    public int VerificationsAtOnce { get; set; }

    internal const string DemoIssuer = "https://issuer.demo.invalid";
}
