using Microsoft.Extensions.Options;
using Zkml.Contracts;

namespace Zkml.Hosting.Security;

internal sealed class CallerOptionsValidator : IValidateOptions<CallerOptions>
{
    public ValidateOptionsResult Validate(string? name, CallerOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(CallerOptions options)
    {
        foreach ((string id, ApiKeyEntry key) in options.ApiKeys)
        {
            if (!ApiKey.IsId(id))
            {
                yield return $"Callers:ApiKeys:{id} is no id of a key: 1 to {ApiKey.LongestId} lower-case letters, digits and hyphens.";
            }

            if (!Digest.TryParse(key.Sha256, out _))
            {
                yield return $"Callers:ApiKeys:{id}:Sha256 is not 64 lower-case hexadecimal digits.";
            }
        }

        foreach (string role in options.ApiKeys.Values.Select(key => key.Role).Concat(options.ClientAuthorities.Keys).Where(role => !Roles.All.Contains(role)))
        {
            yield return $"Callers names the role '{role}'; there are {string.Join(" and ", Roles.All)}.";
        }

        foreach (string file in options.ClientAuthorities.Values.SelectMany(files => files).Where(file => !File.Exists(file)))
        {
            yield return $"The file '{file}', named in Callers:ClientAuthorities, does not exist.";
        }

        if (options is { RequireClientCertificate: true, ClientAuthorities.Count: 0 })
        {
            yield return "Callers:RequireClientCertificate needs Callers:ClientAuthorities.";
        }
    }
}
