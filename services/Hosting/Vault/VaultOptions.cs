using System.ComponentModel.DataAnnotations;

namespace Zkml.Hosting.Vault;

/// <summary>
/// Section "Vault". The keys' database is ConnectionStrings:Vault; the ciphertext is in the object store. A master key is 64 hexadecimal digits
/// (openssl rand -hex 32).
/// </summary>
public sealed class VaultOptions
{
    public const string Section = "Vault";

    /// <summary>Without a file and a variable, the demo profile makes a key in the storage folder; production refuses to start.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>The name of an environment variable that has the key.</summary>
    public string? MasterKeyVariable { get; set; }

    /// <summary>Keys before this one, which still open what they sealed.</summary>
    public string[] PreviousMasterKeyFiles { get; set; } = [];

    [Range(1, 64 << 20)]
    public int LargestSecret { get; set; } = 16 << 20;

    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the vault remembers that it destroyed a key.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan TombstoneRetention { get; set; } = TimeSpan.FromDays(90);
}
