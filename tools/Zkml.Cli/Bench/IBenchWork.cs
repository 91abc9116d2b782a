namespace Zkml.Cli.Bench;

/// <summary>One thing to measure. The figures below are read after the last <see cref="Prove"/>.</summary>
public interface IBenchWork
{
    string Name { get; }

    /// <summary>Committed field elements.</summary>
    long Committed { get; }

    long Lookups { get; }

    double SoundnessBits { get; }

    /// <summary>Builds inputs and everything that is not part of proving; runs once and is not measured.</summary>
    void Prepare();

    byte[] Prove(int threads);

    bool Verify(byte[] proof);
}
