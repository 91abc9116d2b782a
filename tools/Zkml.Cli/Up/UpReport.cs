namespace Zkml.Cli.Up;

/// <summary>Where everything is, once it runs.</summary>
/// <param name="Url">Of all three services.</param>
/// <param name="VerifierPage">For everybody.</param>
/// <param name="OperatorPage">Asks for the operator's key.</param>
/// <param name="OperatorKeyFile">API key.</param>
/// <param name="DeviceKeyFile">API key.</param>
/// <param name="Manufacturer">Folder of the root whose devices are taken.</param>
/// <param name="Issuer">Its name in credentials.</param>
/// <param name="IssuerKeys">Thumbprints, for `zkml verify --issuer-key`.</param>
public sealed record UpReport(
    string Url, string VerifierPage, string OperatorPage, string OperatorKeyFile, string DeviceKeyFile, string Manufacturer, string Issuer,
    IReadOnlyList<string> IssuerKeys);
