using System.Globalization;
using SharpFuzz;
using Zkml.Fuzz;

const ulong DefaultSeed = 1;

string? targetName = args.Length > 0 && !args[0].StartsWith('-') ? args[0] : null;
IReadOnlyList<IFuzzTarget> targets = [.. FuzzTargets.All.Where(t => targetName is null || t.Name == targetName)];
double seconds = double.Parse(Option("--seconds") ?? "0", CultureInfo.InvariantCulture);
ulong seed = ulong.Parse(Option("--seed") ?? DefaultSeed.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

if (targets.Count == 0 || (seconds <= 0 && targets.Count > 1))
{
    Console.Error.WriteLine("usage: Zkml.Fuzz [TARGET] --seconds N [--seed N], or Zkml.Fuzz TARGET under a libFuzzer driver");
    Console.Error.WriteLine($"targets: {string.Join(", ", FuzzTargets.All.Select(t => t.Name))}");
    return 2;
}

if (seconds <= 0)
{
    Fuzzer.LibFuzzer.Run(targets[0].Run);
    return 0;
}

foreach (IFuzzTarget target in targets)
{
    if (MutationLoop.Run(target, TimeSpan.FromSeconds(seconds / targets.Count), seed) is Finding finding)
    {
        string file = $"{finding.Target}.finding";
        File.WriteAllBytes(file, finding.Input);
        Console.Error.WriteLine($"{finding.Target}: input {finding.Run} (written to {file}) made it throw\n{finding.Fault}");
        return 1;
    }
}

return 0;

string? Option(string name)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
