using Zkml.Captures;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Tests.Iris;

/// <summary>Width, digest, mask rule and shares go together in every way, at full size; all but the registry's depth is as services have it.</summary>
[Trait("Category", "Slow")]
public sealed class EveryVariant
{
    public static TheoryData<IrisParameters> Parameters => [.. KnownStatements.OfDepth(5).Verifiers.Select(verifier => verifier.Parameters)];

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Is_proved_with_its_soundness_and_refused_for_another_eye(IrisParameters parameters)
    {
        IrisStatement statement = IrisStatement.For(parameters);
        using var iris = new IrisCase(width: parameters.Width, digest: parameters.Digest, shared: parameters.Shared, rule: parameters.Rule);
        using var other = new IrisCase(
            IrisCase.Noise(parameters.Width * ImageShape.IrisHeight, 8), width: parameters.Width, digest: parameters.Digest, shared: parameters.Shared, rule: parameters.Rule);
        using var prover = new IrisProver(statement, threads: 2);
        using var verifier = new IrisVerifier(statement);

        (byte[]? proof, PersonhoodFault fault) = prover.Prove(iris.Publics, iris.Secrets);

        Assert.Equal(PersonhoodFault.None, fault);
        Assert.True(statement.Plan.Soundness.Bits >= 100);
        Assert.Null(verifier.Check(iris.Publics, proof));
        Assert.NotNull(verifier.Check(iris.Publics with { Template = other.Publics.Template }, proof));
        Assert.NotNull(verifier.Check(other.Publics, proof));
    }
}
