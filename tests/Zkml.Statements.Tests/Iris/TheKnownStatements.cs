using System.Globalization;
using Zkml.Captures;
using Zkml.Statements.Iris;

namespace Zkml.Statements.Tests.Iris;

public sealed class TheKnownStatements
{
    [Fact]
    public void Are_found_by_parameters_and_by_the_digest_of_their_circuit()
    {
        var known = new KnownStatements([new IrisParameters(512, 5), new IrisParameters(512, 6)]);
        IrisStatementVerifier second = known.Verifiers[1];

        Assert.Same(second, known.Find(new IrisParameters(512, 6)));
        Assert.Same(second, known.Find(second.StatementId));
        Assert.Equal(Convert.ToHexStringLower(IrisStatement.For(new IrisParameters(512, 6)).Plan.Statement.Digest.Span), second.StatementId);
        Assert.NotEqual(known.Verifiers[0].StatementId, second.StatementId);
        Assert.Null(known.Find(new string('0', 64)));
        Assert.Null(known.Find(new IrisParameters(512, 7)));
    }

    /// <summary>Ranges have negative ends, and their names are part of the digest.</summary>
    [Fact]
    public void Have_the_same_ids_where_numbers_are_written_otherwise()
    {
        var parameters = new IrisParameters(512, 5);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NegativeSign = "!";
            string usual = Convert.ToHexStringLower(IrisCase.Statement.Plan.Statement.Digest.Span);
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(usual, new IrisStatementVerifier(parameters).StatementId);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Are_by_default_all_iris_statements_of_the_usual_registry()
    {
        Assert.Equal(16, KnownStatements.Default.Verifiers.Select(verifier => verifier.Parameters).Distinct().Count());
        Assert.All(KnownStatements.Default.Verifiers, verifier => Assert.Null(verifier.Parameters.Problem));
        Assert.Equal(new IrisParameters(512, 20, DigestAlgorithm.Poseidon2KoalaBear), KnownStatements.Default.Verifiers[0].Parameters);
    }
}
