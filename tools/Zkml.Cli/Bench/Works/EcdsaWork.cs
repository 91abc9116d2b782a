using System.Security.Cryptography;
using Zkml.Fields;
using Zkml.Gadgets.P256;
using Zkml.Protocol.Language;

namespace Zkml.Cli.Bench.Works;

/// <summary>Shows that `size` hidden ECDSA P-256 signatures of public digests verify under hidden keys.</summary>
public sealed class EcdsaWork(int size) : StatementWork("ecdsa")
{
    private const int Limbs = 32;
    private readonly List<(Tensor Digest, Tensor Key, EcdsaGadget Gadget, byte[][] Input)> _signatures = [];

    protected override Statement Build()
    {
        var builder = new StatementBuilder("bench/ecdsa");
        for (int i = 0; i < size; i++)
        {
            Tensor digest = builder.Public($"digest {i}", Limbs, 1), key = builder.Commit($"key {i}", Limbs, 2);
            View Coordinate(int column) => key.Map(AxisMap.Identity(Limbs), AxisMap.Select(2, column));
            EcdsaGadget gadget = EcdsaGadget.Constrain(builder, $"ecdsa {i}", new EcdsaGadget.Given(digest.View, Coordinate(0), Coordinate(1)));
            _signatures.Add((digest, key, gadget, Sign()));
        }

        return builder.Build();
    }

    protected override void Solve(Witness witness, Arena arena)
    {
        foreach ((Tensor digest, Tensor key, EcdsaGadget gadget, byte[][] input) in _signatures)
        {
            using var trace = new EcdsaTrace();
            EcdsaFault fault = EcdsaSolver.Solve(EcdsaInput.FromBytes(input[0], input[1], input[2]), trace);
            if (fault != EcdsaFault.None)
            {
                throw new InvalidOperationException($"The bench's own signature is refused: {fault}.");
            }

            EcdsaWitness.Write(witness, gadget, trace);
            for (int i = 0; i < Limbs; i++)
            {
                witness.Publics.Set(digest, [i, 0], input[0][i]);
                witness.Set(key, [i, 0], input[2][i]);
                witness.Set(key, [i, 1], input[2][Limbs + i]);
            }
        }
    }

    private static byte[][] Sign()
    {
        using var device = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] digest = RandomNumberGenerator.GetBytes(Limbs);
        ECPoint point = device.ExportParameters(false).Q;
        return [digest, device.SignHash(digest), [.. point.X!, .. point.Y!]];
    }
}
