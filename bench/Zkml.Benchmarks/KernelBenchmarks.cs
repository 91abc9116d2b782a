using BenchmarkDotNet.Attributes;

namespace Zkml.Benchmarks;

/// <summary>Every kernel of <see cref="FieldCases"/> and <see cref="SumcheckCases"/> under BenchmarkDotNet.</summary>
public class KernelBenchmarks
{
    public static IEnumerable<Kernel> Kernels => [.. FieldCases.All(), .. SumcheckCases.All()];

    [ParamsSource(nameof(Kernels))]
    public Kernel Kernel { get; set; } = null!;

    [Benchmark]
    public void Call() => Kernel.Run();
}
