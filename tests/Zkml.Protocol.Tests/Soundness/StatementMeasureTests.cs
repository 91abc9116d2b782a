using Zkml.Protocol.Language;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Tests.Soundness;

public sealed class StatementMeasureTests
{
    [Fact]
    public void Sizes_are_read_off_the_statement()
    {
        var builder = new StatementBuilder("sizes");
        Tensor a = builder.Commit("a", 100), bits = builder.CommitBits("b", 8, 16);
        builder.AssertRange("a is a byte", a.View, 0, 255);
        builder.AssertZero("cube", [new Product(1, a.View, a.View, a.View)], View.Zero(a.Shape));
        StatementSize size = StatementMeasure.Measure(builder.Build(), 70, 9, 12);

        Assert.Equal(100 + 256, size.LargestLookupGroup);
        Assert.Equal(0, size.LookupGroupBits);
        Assert.Equal(9, size.LookupDepth);
        Assert.Equal(7, size.ZeroCheckVariables);
        Assert.Equal(2, size.ZeroConstraints);
        Assert.Equal(4, size.ZeroCheckDegree);
        Assert.Equal(0, size.NonNativeLength);
        Assert.Equal((70, 9, 12), (size.Messages, size.PadProducts, size.Claims));
        Assert.True(size.WitnessCells >= 100 + bits.Shape.Count + 256);
        Assert.True(ProofParameters.For(size).Validate(size).Bits >= 100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(31)]
    public void A_polynomial_identity_counts_with_its_degree_in_the_challenge(int power)
    {
        var builder = new StatementBuilder("identity");
        View a = builder.Commit("a", 8).View;
        View scaled = Coefficient.RhoPower(power) * a;
        builder.AssertZero("product", [new Product(Coefficient.Rho, scaled, scaled)], -scaled);
        StatementSize size = StatementMeasure.Measure(builder.Build(), 1, 1, 1);
        Assert.InRange(2 * size.NonNativeLength + 1, 2 * power + 1, 2 * power + 3);
    }
}
