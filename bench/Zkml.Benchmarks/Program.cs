using BenchmarkDotNet.Running;
using Zkml.Benchmarks;

// "quick [name part]" prints one line per kernel in a second or so; anything else goes to BenchmarkDotNet.
if (args is ["quick", ..])
{
    QuickLook.Run(args.Length > 1 ? args[1] : "");
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(QuickLook).Assembly).Run(args);
}
