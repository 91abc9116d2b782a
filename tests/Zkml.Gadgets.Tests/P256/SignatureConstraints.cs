using Zkml.Gadgets.P256;
using Zkml.Gadgets.Tests.Hashing;

namespace Zkml.Gadgets.Tests.P256;

public sealed class SignatureConstraints
{
    [Fact]
    public void Honest_signatures_satisfy_everything()
    {
        using var problem = new EcdsaProblem();
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(EcdsaFault.None, problem.Solve(Signatures.Fresh()));
            Assert.Empty(problem.Violations());
        }
    }

    [Fact]
    public void Every_committed_cell_is_read_by_a_constraint_or_lookup() => WitnessAttacks.EveryCellIsRead(new EcdsaProblem().Statement);
}
