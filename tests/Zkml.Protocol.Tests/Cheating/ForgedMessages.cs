using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Cheating;

/// <summary>Provers with good commitments who send other values than the protocol says, and go on consistently from there.</summary>
public sealed class ForgedMessages : IDisposable
{
    private static readonly ToyStatement Toy = new(ToyParts.All, size: 3);
    private static readonly ProtocolPlan Plan = Tiny.Plan(Toy.Statement);
    private readonly Arena _arena = new(1 << 20);
    private readonly Verifier _verifier = new();
    private readonly Witness _witness;

    public ForgedMessages()
    {
        _witness = Toy.Solve(_arena);
        MultiplicityCounter.Fill(_witness, _arena);
    }

    public void Dispose()
    {
        _witness.Dispose();
        _arena.Dispose();
        _verifier.Dispose();
    }

    [Fact]
    public void A_false_value_in_any_message_is_refused()
    {
        for (int message = 0; message < Plan.Pads.Messages; message++)
        {
            byte[] proof = Lying(message).Prove(message);
            Assert.True(Check(proof) == "The linear constraints on the pads do not hold.", $"message {message}");
        }
    }

    [Fact]
    public void A_false_value_with_the_sum_repaired_in_y_dot_is_refused_at_the_columns()
    {
        for (int message = 0; message < Plan.Pads.Messages; message += 3)
        {
            byte[] proof = Repairing(Lying(message)).Prove(message);
            Assert.True(Check(proof) == "The linear test on the pad matrix fails.", $"message {message}");
        }
    }

    [Fact]
    public void A_false_witness_with_the_sum_repaired_in_y_dot_is_refused_at_the_columns()
    {
        foreach (Tensor tensor in Toy.Statement.Tensors)
        {
            uint before = _witness[tensor][0];
            _witness[tensor][0] = (KoalaBear.FromMontgomery(before) + KoalaBear.One).Montgomery;
            Assert.Equal("The linear test on the pad matrix fails.", Check(Repairing(new CheatingProver(Plan, _witness, _arena)).Prove(1)));
            _witness[tensor][0] = before;
        }
    }

    [Fact]
    public void Two_false_values_that_would_cancel_in_the_last_layer_are_refused()
    {
        // q0 and q1 swapped, p0 and p1 swapped: p0 q1 + p1 q0 and q0 q1 do not change, so the layer's constraint holds.
        int layerEnd = 1; // g = 0: the root's denominator, then the four values of layer 0
        var values = new Ext[4];
        byte[] honest = new CheatingProver(Plan, _witness, _arena)
        {
            Message = (index, value) => index >= layerEnd && index < layerEnd + 4 ? values[index - layerEnd] = value : value,
        }.Prove(1, new FixedTranscript());
        Assert.Null(_verifier.Check(Plan, _witness.Publics, honest, new FixedTranscript()));
        Assert.NotEqual(values[2], values[3]);
        byte[] proof = new CheatingProver(Plan, _witness, _arena)
        {
            Message = (index, value) => index >= layerEnd && index < layerEnd + 4 ? values[(index - layerEnd) ^ 1] : value,
        }.Prove(1, new FixedTranscript());

        Assert.NotNull(_verifier.Check(Plan, _witness.Publics, proof, new FixedTranscript()));
    }

    [Fact]
    public void A_change_in_any_answer_is_refused()
    {
        Assert.Null(Check(new CheatingProver(Plan, _witness, _arena).Prove(1)));
        for (int place = 0; place < Plan.Parameters.Pads.MessageLength; place++)
        {
            Assert.Equal("The linear constraints on the pads do not hold.", Check(WithRow(place)));
            Assert.Equal("The pad matrix is not of low degree.", Check(new CheatingProver(Plan, _witness, _arena) { LowDegree = a => a.Add(place, Ext.One) }.Prove(1)));
            Assert.Equal("The quadratic test on the pad matrix fails.", Check(new CheatingProver(Plan, _witness, _arena) { Quad = a => a.Add(place, Ext.One) }.Prove(1)));
            Assert.Equal(
                place % 8 == 0 ? "The linear constraints on the pads do not hold." : "The linear test on the pad matrix fails.",
                Check(new CheatingProver(Plan, _witness, _arena) { Dot = a => a.Add(place, Ext.One) }.Prove(1)));
        }
    }

    [Fact]
    public void Finding_F11_another_y_that_fits_the_claim_is_refused_at_the_columns()
    {
        // A prover who changes y and then answers for the changed y: the constraint with V* then speaks of another value of W.
        for (int place = 0; place < Plan.Parameters.Witness.MessageLength; place++)
        {
            int changed = place;
            string? reason = Check(Repairing(new CheatingProver(Plan, _witness, _arena) { Row = y => y.Add(changed, Ext.One) }).Prove(1));
            Assert.NotNull(reason);

            // The coefficients behind the data take no part in the claim: only the columns can tell.
            Assert.True(place < 8 || reason == "The claims on a row do not hold.", reason);
        }
    }

    private byte[] WithRow(int place) => new CheatingProver(Plan, _witness, _arena) { Row = y => y.Add(place % 8, Ext.One) }.Prove(1);

    private CheatingProver Lying(int message) => new(Plan, _witness, _arena) { Message = (index, value) => index == message ? value + Ext.One : value };

    /// <summary>Makes the sum of y_dot what the verifier wants.</summary>
    private static CheatingProver Repairing(CheatingProver prover)
    {
        Ext missing = Ext.Zero;
        Action<Ext, Ext>? before = prover.SeeSum;
        prover.SeeSum = (wanted, actual) =>
        {
            before?.Invoke(wanted, actual);
            missing = (wanted - actual) * KoalaBear.FromUInt32(8).Inverse();
        };
        prover.Dot = answer => answer.Add(0, missing);
        return prover;
    }

    private string? Check(byte[] proof) => _verifier.Check(Plan, _witness.Publics, proof);
}
