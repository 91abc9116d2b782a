namespace Zkml.Captures;

/// <summary>
/// The level that the device's presentation-attack detection was evaluated at, ISO/IEC 30107-3 style: by what the attacks cost that it was tried with.
/// </summary>
public enum AttackLevel : byte
{
    None = 0,

    /// <summary>Prints and screens.</summary>
    One = 1,

    /// <summary>Masks, lenses, made with effort.</summary>
    Two = 2,

    /// <summary>Specialised equipment and knowledge.</summary>
    Three = 3,
}
