using Zkml.Networks;

namespace Zkml.Cli.Bench.Works;

/// <summary>VGG11 on 32 × 32 × 3: 9.75M weights, 153M multiply-adds.</summary>
public sealed class Vgg11Work() : NetworkWork("vgg11")
{
    internal override (IntegerNetwork Network, string Model) Build() => (
        new SyntheticNetwork(new TensorShape(3, 32, 32))
            .Convolution(64, 3, 1).Pool().Convolution(128, 3, 1).Pool()
            .Convolution(256, 3, 1).Convolution(256, 3, 1).Pool()
            .Convolution(512, 3, 1).Convolution(512, 3, 1).Pool()
            .Convolution(512, 3, 1).Convolution(512, 3, 1).Pool()
            .Dense(512).Dense(512).Dense(10, last: true).Build(),
        "synthetic vgg-11");
}
