namespace Zkml.Hosting.Operations;

/// <summary>Section "Zkml".</summary>
public sealed class ProfileOptions
{
    public const string Section = "Zkml";

    public Profile Profile { get; set; } = Profile.Production;
}
