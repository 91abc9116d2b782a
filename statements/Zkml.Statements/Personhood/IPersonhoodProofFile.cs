namespace Zkml.Statements.Personhood;

/// <summary>A proof of personhood with its public values, of whatever modality, as an issuer takes it.</summary>
public interface IPersonhoodProofFile
{
    IPersonhoodParameters Parameters { get; }

    PersonhoodPublics Publics { get; }

    byte[] Proof { get; }

    /// <summary>The public values as they stand in files and bundles.</summary>
    byte[] WritePublics();

    /// <summary>The file.</summary>
    byte[] Write();
}
