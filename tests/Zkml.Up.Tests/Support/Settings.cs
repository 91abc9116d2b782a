extern alias services;

using System.Collections;
using services::Zkml.Attestation;
using services::Zkml.Prover;
using Zkml.Enrollment.Configuration;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Security;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;

namespace Zkml.Up.Tests.Support;

/// <summary>Which settings there are: sections, and the properties of their options.</summary>
internal static class Settings
{
    private static readonly string[] Databases = ["Enrollment", "Prover", "Attestation", "Matcher0", "Matcher1", "Matcher2", "Vault", "Objects"];

    private static readonly Dictionary<string, Type> Sections = new()
    {
        [ProfileOptions.Section] = typeof(ProfileOptions),
        [StorageOptions.Section] = typeof(StorageOptions),
        [BusOptions.Section] = typeof(BusOptions),
        [ObjectOptions.Section] = typeof(ObjectOptions),
        [VaultOptions.Section] = typeof(VaultOptions),
        [CallerOptions.Section] = typeof(CallerOptions),
        [LimitOptions.Section] = typeof(LimitOptions),
        [MetricsOptions.Section] = typeof(MetricsOptions),
        [EnrollmentOptions.Section] = typeof(EnrollmentOptions),
        [ProverOptions.Section] = typeof(ProverOptions),
        [AttestationOptions.Section] = typeof(AttestationOptions),
    };

    /// <summary>Whether a variable such as Bus__TrustedKeys__Prover__0 comes to a property.</summary>
    public static bool Exists(string variable) => variable.Split("__") switch
    {
        ["ConnectionStrings", { } name] => Databases.Contains(name),
        [{ } section, .. string[] path] when Sections.TryGetValue(section, out Type? type) => path.Length > 0 && Leads(type, path),
        _ => false,
    };

    private static bool Leads(Type type, ReadOnlySpan<string> path)
    {
        if (path.Length == 0)
        {
            return type.IsValueType || type == typeof(string) || type == typeof(Uri);
        }

        if (type.IsArray)
        {
            return int.TryParse(path[0], out _) && Leads(type.GetElementType()!, path[1..]);
        }

        if (typeof(IDictionary).IsAssignableFrom(type))
        {
            Type[] of = type.GetGenericArguments();
            return (!of[0].IsEnum || Enum.IsDefined(of[0], path[0])) && Leads(of[1], path[1..]);
        }

        return type.GetProperty(path[0]) is { CanWrite: true } property && Leads(property.PropertyType, path[1..]);
    }
}
