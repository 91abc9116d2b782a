using BenchmarkDotNet.Attributes;

namespace Zkml.Benchmarks;

/// <summary>Every kernel of <see cref="FieldCases"/>, <see cref="SumcheckCases"/> and <see cref="MatchingCases"/> under BenchmarkDotNet.</summary>
public class KernelBenchmarks
{
    public static IEnumerable<Kernel> Kernels => [.. FieldCases.All(), .. SumcheckCases.All(), .. MatchingCases.All()];

    [ParamsSource(nameof(Kernels))]
    public Kernel Kernel { get; set; } = null!;

    [Benchmark]
    public void Call() => Kernel.Run();
}
