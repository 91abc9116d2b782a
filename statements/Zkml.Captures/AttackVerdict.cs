namespace Zkml.Captures;

/// <summary>What the device's presentation-attack detection said.</summary>
public enum AttackVerdict : byte
{
    /// <summary>The device did not look; its level is then <see cref="AttackLevel.None"/>, and only then.</summary>
    NotAssessed = 0,
    BonaFide = 1,
    Attack = 2,
}
