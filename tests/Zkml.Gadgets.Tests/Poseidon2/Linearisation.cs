using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Hashing;

/// <summary>
/// The constraints linearised at a witness (review, F22): the directions in which the cells can move to first order. More of them than the
/// statement means to leave free is freedom to lie, also by changing many cells together.
/// </summary>
internal static class Linearisation
{
    /// <summary>Committed cells − rank of the derivative of all constraints. For statements without ρ, contractions and lookups.</summary>
    public static int FreeDirections(Witness witness, Arena arena)
    {
        Statement statement = witness.Statement;
        var basis = new Basis();
        int cells = 0;
        var honest = statement.Constraints.ToDictionary(c => c, c => Views(c, witness, arena));
        foreach (Tensor tensor in statement.Tensors)
        {
            for (int cell = 0; cell < tensor.Shape.OccupiedLength; cell++)
            {
                cells++;
                KoalaBear value = witness.Get(tensor, cell);
                witness[tensor][cell] = (value + KoalaBear.One).Montgomery;
                basis.Add([.. statement.Constraints.SelectMany(c => Derivative(c, honest[c], Views(c, witness, arena)))]);
                witness[tensor][cell] = value.Montgomery;
            }
        }

        return cells - basis.Rank;
    }

    /// <summary>The product rule; a view is linear, so its derivative along a cell is its change by a step of one.</summary>
    private static IEnumerable<KoalaBear> Derivative(Constraint constraint, Dictionary<View, KoalaBear[]> at, Dictionary<View, KoalaBear[]> stepped)
    {
        Assert.All(constraint.Weights, w => Assert.Null(w.Base));
        for (int cell = 0; cell < constraint.Shape.PaddedLength; cell++)
        {
            KoalaBear sum = stepped[constraint.Linear][cell] - at[constraint.Linear][cell];
            foreach (Product product in constraint.Products)
            {
                for (int moved = 0; moved < product.Factors.Length; moved++)
                {
                    KoalaBear term = product.Coefficient.Constant;
                    for (int f = 0; f < product.Factors.Length; f++)
                    {
                        View view = product.Factors[f];
                        term *= f == moved ? stepped[view][cell] - at[view][cell] : at[view][cell];
                    }

                    sum += term;
                }
            }

            yield return sum;
        }
    }

    private static Dictionary<View, KoalaBear[]> Views(Constraint constraint, Witness witness, Arena arena)
    {
        var values = new Dictionary<View, KoalaBear[]>(ReferenceEqualityComparer.Instance);
        Arena.Mark mark = arena.Position;
        FieldVector buffer = arena.Field(constraint.Shape.PaddedLength);
        foreach (View view in constraint.Products.SelectMany(p => p.Factors).Append(constraint.Linear).Where(v => !values.ContainsKey(v)))
        {
            ViewEvaluator.Evaluate(view, witness, buffer);
            values[view] = [.. Enumerable.Range(0, buffer.Length).Select(i => buffer[i])];
        }

        arena.Release(mark);
        return values;
    }

    /// <summary>Vectors in echelon form: each has a leading one where all later ones have zero.</summary>
    private sealed class Basis
    {
        private readonly List<(int Lead, KoalaBear[] Vector)> _vectors = [];

        public int Rank => _vectors.Count;

        public void Add(KoalaBear[] vector)
        {
            foreach ((int lead, KoalaBear[] reduced) in _vectors)
            {
                Scale(vector, -vector[lead], reduced);
            }

            int first = Array.FindIndex(vector, e => e != KoalaBear.Zero);
            if (first >= 0)
            {
                Scale(vector, vector[first].Inverse() - KoalaBear.One, [.. vector]);
                _vectors.Add((first, vector));
            }
        }

        private static void Scale(KoalaBear[] vector, KoalaBear factor, KoalaBear[] added)
        {
            for (int i = 0; i < vector.Length && factor != KoalaBear.Zero; i++)
            {
                vector[i] += factor * added[i];
            }
        }
    }
}
