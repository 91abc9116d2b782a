using Zkml.Networks;
using Zkml.Statements.Inference;

namespace Zkml.Statements.Tests.Inference;

/// <summary>What a proof costs before it is made: counts are exact, times and memory only finite and growing with them.</summary>
public sealed class Estimates
{
    [Fact]
    public void Counts_of_a_dense_layer_are_known()
    {
        // Public: input 4, result, quotient, remainder and half of 4 channels, and the counts of table rows.
        ProofEstimate estimate = Public(Dense(4));
        NetworkStatement statement = NetworkStatement.For(Dense(4), "dense", Disclosure.Output);
        Assert.Equal(4 + 4 + 4, estimate.Lookups);
        Assert.Equal(statement.Plan.Statement.Length, estimate.Committed);

        // Private: besides, 4 weights and 3 digits of a bias for each channel.
        Assert.Equal(4 + 4 + 4 + (4 + 3) * 4, Private(Dense(4)).Lookups);
    }

    [Fact]
    public void More_work_never_is_estimated_cheaper()
    {
        ProofEstimate[] estimates = [.. ((int[])[4, 16, 64, 256]).Select(n => Public(Dense(n)))];
        ProofEstimate[] secret = [.. ((int[])[4, 16, 64, 256]).Select(n => Private(Dense(n)))];
        foreach (ProofEstimate[] row in (ProofEstimate[][])[estimates, secret])
        {
            Assert.All(row, e => Assert.True(double.IsFinite(e.ProveMs) && double.IsFinite(e.MemoryMb) && e.ProofBytes > 0));
            Assert.Equal(row.Select(e => e.ProveMs).Order(), row.Select(e => e.ProveMs));
            Assert.Equal(row.Select(e => e.MemoryMb).Order(), row.Select(e => e.MemoryMb));
        }

        Assert.All(estimates.Zip(secret), pair => Assert.True(pair.Second.Committed > pair.First.Committed && pair.Second.ProveMs > pair.First.ProveMs));
    }

    private static ProofEstimate Public(IntegerNetwork network) => ProofEstimate.Of(NetworkStatement.For(network, "dense", Disclosure.Output).Plan, network);

    private static ProofEstimate Private(IntegerNetwork network)
    {
        Architecture architecture = Architecture.Of(network);
        return ProofEstimate.Of(PrivateNetworkStatement.For(architecture, Disclosure.Output).Plan, architecture.Network);
    }

    /// <summary>Four inputs, a dense layer, a rounding.</summary>
    private static IntegerNetwork Dense(int outputs)
    {
        var builder = new NetworkBuilder();
        int x = builder.Input("x", new TensorShape(4, 1, 1), new Interval(-128, 127));
        int sums = builder.Convolution("dense", x, new Window(1, 1), 1, [.. Enumerable.Repeat((short)3, 4 * outputs)], [.. new int[outputs]]);
        return builder.Build(builder.Requantise("round", sums, [4], -128, 127));
    }
}
