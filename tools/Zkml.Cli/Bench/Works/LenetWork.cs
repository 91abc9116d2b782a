using Zkml.Networks;

namespace Zkml.Cli.Bench.Works;

/// <summary>LeNet-5 on 32 × 32: 61 thousand weights, 416 thousand multiply-adds.</summary>
public sealed class LenetWork() : NetworkWork("lenet")
{
    internal override (IntegerNetwork Network, string Model) Build() => (
        new SyntheticNetwork(new TensorShape(1, 32, 32))
            .Convolution(6, 5, 0).Pool().Convolution(16, 5, 0).Pool().Dense(120).Dense(84).Dense(10, last: true).Build(),
        "synthetic lenet-5");
}
