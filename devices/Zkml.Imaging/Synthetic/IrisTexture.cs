namespace Zkml.Imaging;

/// <summary>
/// The texture of one iris over (angle, radius): blotches and fibres from a few to two hundred around, with crypts and a collarette. The filters
/// of the iris code listen at 18 and 64 waves around; there is texture of its own at each.
/// </summary>
internal sealed class IrisTexture
{
    /// <summary>Cells around, cells from pupil to limbus, weight.</summary>
    private static readonly (int Around, int Deep, double Weight)[] Layers =
        [(20, 4, 0.35), (40, 7, 0.45), (80, 8, 0.3), (128, 9, 0.4), (200, 5, 0.25)];

    private const int CryptsAround = 24, CryptsDeep = 5;

    private const double CryptThreshold = 0.4;

    private readonly ValueNoise[] _layers;
    private readonly ValueNoise _crypts;
    private readonly ValueNoise _frill;
    private readonly double _collarette;

    public IrisTexture(ulong identity)
    {
        ulong seed = Dice.Derive(identity, 1);
        _layers = [.. Layers.Select((layer, i) => new ValueNoise(Dice.Derive(seed, (ulong)i), layer.Around))];
        _crypts = new ValueNoise(Dice.Derive(seed, 100), CryptsAround);
        _frill = new ValueNoise(Dice.Derive(seed, 101), CryptsAround);
        _collarette = new Dice(Dice.Derive(seed, 102)).Between(0.24, 0.36);
    }

    /// <summary>About −1 … 1.</summary>
    /// <param name="around">Turns.</param>
    /// <param name="deep">0 at the pupil, 1 at the limbus.</param>
    public double At(double around, double deep)
    {
        double sum = 0;
        for (int i = 0; i < Layers.Length; i++)
        {
            sum += Layers[i].Weight * _layers[i].At(around * Layers[i].Around, deep * Layers[i].Deep);
        }

        double crypt = Math.Max(0, _crypts.At(around * CryptsAround, deep * CryptsDeep) - CryptThreshold);
        double offset = (deep - _collarette - 0.04 * _frill.At(around * CryptsAround, 0)) / 0.05;
        return sum - 1.2 * crypt + 0.3 / (1 + offset * offset);
    }
}
