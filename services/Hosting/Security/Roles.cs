namespace Zkml.Hosting.Security;

/// <summary>Names of roles, and of the policies that ask for them: <c>RequireAuthorization(Roles.Operator)</c>.</summary>
public static class Roles
{
    public const string Device = "device";

    public const string Operator = "operator";

    internal static IReadOnlyList<string> All { get; } = [Device, Operator];
}
