using Zkml.Protocol.Language;

namespace Zkml.Gadgets.P256;

/// <summary>
/// States the relations at the challenge ρ, which weights the j-th equation e_j + U_{j−1} − 65536·U_j = 0 of <see cref="RelationBatch"/> by
/// ρ^j. Limb i has weight w(i) = ρ^⌊i/2⌋·(i odd ? 256 : 1). For a product, with A'(ρ) = Σ w(i)·a_i and A_o(ρ) = Σ_{i odd} ρ^⌊i/2⌋·a_i,
/// Σ_j ρ^j e_j is A'·B' + (ρ − 65536)·A_o·B_o, since a product of two odd limbs belongs to ρ^{⌊i/2⌋ + ⌊k/2⌋ + 1} with weight 1.
/// A false relation passes for at most 33 values of ρ.
/// </summary>
internal sealed class RelationConstraints
{
    private const int Limbs = EcdsaLayout.Limbs;

    private static readonly AxisMap Whole = AxisMap.Contract([.. Enumerable.Range(0, Limbs).Select(Weight)]);

    private static readonly AxisMap Odd = AxisMap.Contract(
        [.. Enumerable.Range(0, Limbs).Select(i => i % 2 == 0 ? Coefficient.Zero : Coefficient.RhoPower(i / 2))]);

    private static readonly Dictionary<(QuotientForm, LimbModulus), AxisMap> ExcessWeights = [];

    private readonly StatementBuilder _builder;
    private readonly EcdsaTensors _tensors;
    private readonly Dictionary<(Operand Operand, bool Odd), View> _views = [];

    private RelationConstraints(StatementBuilder builder, EcdsaTensors tensors) => (_builder, _tensors) = (builder, tensors);

    public static void State(StatementBuilder builder, string name, EcdsaTensors tensors)
    {
        var constraints = new RelationConstraints(builder, tensors);
        foreach (RelationBatch batch in EcdsaRelations.All)
        {
            constraints.State(name, batch);
        }
    }

    /// <summary>A sum of values, with their limbs contracted, as (1, 1, index).</summary>
    public static View Contract(EcdsaTensors tensors, Operand operand, AxisMap limbs) =>
        Contract(operand.Count, i => operand[i].ToArray(), tensors.Values, limbs);

    private static Coefficient Weight(int limb) => (limb % 2 == 0 ? 1 : 256) * Coefficient.RhoPower(limb / 2);

    /// <summary>−M(X)·X^limb: what a unit of q there weighs.</summary>
    private static Coefficient Multiple(LimbModulus modulus, int limb)
    {
        Coefficient sum = Coefficient.Zero;
        for (int i = 0; i <= Limbs; i++)
        {
            sum -= modulus.Limbs.Span[i] * Weight(limb + i);
        }

        return sum;
    }

    /// <summary>What the digits of q and the carries weigh: U_j is ρ^{j+1} − 65536·ρ^j, and U_31 may also be the part of q above 2^256.</summary>
    private static AxisMap CreateExcess(QuotientForm form, LimbModulus modulus)
    {
        var weights = new Coefficient[EcdsaLayout.ExcessCells];
        Array.Fill(weights, Coefficient.Zero);
        int digits = form == QuotientForm.Digits ? QuotientDigits.Count : form == QuotientForm.OneDigit ? 1 : 0;
        for (int k = 0; k < digits; k++)
        {
            (int limb, int shift) = QuotientDigits.Place(k);
            weights[k] = (1L << shift) * Multiple(modulus, limb);
        }

        for (int j = 0; j < Limbs; j++)
        {
            weights[QuotientDigits.Count + j] = Coefficient.RhoPower(j + 1) - 65536 * Coefficient.RhoPower(j);
        }

        if (form == QuotientForm.Digits)
        {
            weights[^1] += Multiple(modulus, Limbs);
        }

        return AxisMap.Contract(weights);
    }

    private static AxisMap Excess(RelationBatch batch)
    {
        lock (ExcessWeights)
        {
            return ExcessWeights.TryGetValue((batch.Form, batch.Modulus), out AxisMap? map)
                ? map
                : ExcessWeights[(batch.Form, batch.Modulus)] = CreateExcess(batch.Form, batch.Modulus);
        }
    }

    private void State(string name, RelationBatch batch)
    {
        var products = new List<Product>();
        foreach (OperandProduct product in batch.Products)
        {
            products.Add(new Product(product.Coefficient, View(product.Left, false), View(product.Right, false)));
            products.Add(new Product(
                product.Coefficient * (Coefficient.Rho - 65536), View(product.Left, true), View(product.Right, true)));
        }

        Cell[] places = batch.Places.ToArray();
        Cell[] Place(int index) => places[index].Coefficient == 0 ? [] : [places[index]];
        View linear = Contract(_tensors, batch.Linear, Whole) + Contract(batch.Count, Place, _tensors.ExcessOf, Excess(batch));
        if (batch.Quotients is { } quotients)
        {
            linear += Contract(_tensors, quotients, AxisMap.Contract([.. Enumerable.Range(0, Limbs).Select(k => Multiple(batch.Modulus, k))]));
        }

        if (batch.Constant.Count > 0)
        {
            Coefficient constant = Coefficient.Zero;
            for (int i = 0; i < batch.Constant.Count; i++)
            {
                constant += batch.Constant[i] * Weight(i);
            }

            linear += Protocol.Language.View.Constant(Shape.Of(1, 1, batch.Count), constant);
        }

        _builder.AssertZero($"{name}: {batch.Name}", products, linear);
    }

    /// <summary>One view object per operand: it costs one evaluation in the proof however often it occurs.</summary>
    private View View(Operand operand, bool odd)
    {
        if (!_views.TryGetValue((operand, odd), out View? view))
        {
            view = Contract(_tensors, operand, odd ? Odd : Whole);
            _views[(operand, odd)] = view;
        }

        return view;
    }

    private static View Contract(int count, Func<int, Cell[]> cells, Func<Plane, PlanePlace> source, AxisMap limbs)
    {
        View sum = Protocol.Language.View.Zero(Shape.Of(1, 1, count));
        var groups = from index in Enumerable.Range(0, count)
                     from cell in cells(index)
                     group (Index: index, cell.Column) by (cell.Plane, cell.Coefficient);
        foreach (var group in groups)
        {
            PlanePlace place = source(group.Key.Plane);
            sum += group.Key.Coefficient * place.Map(limbs, ColumnMap(count, place.Shape[2], [.. group]));
        }

        return sum;
    }

    /// <summary>A stride map where the columns are a run that ends with the indices or the plane, so that it is evaluated along the run.</summary>
    private static AxisMap ColumnMap(int count, int columns, (int Index, int Column)[] entries)
    {
        int offset = entries[0].Column - entries[0].Index;
        int first = Math.Max(0, -offset), length = Math.Min(count, columns - offset) - first;
        bool run = entries.Length == length && entries.Select((e, i) => e.Index == first + i && e.Column == e.Index + offset).All(same => same);
        return run
            ? AxisMap.Strided(count, columns, 1, offset)
            : AxisMap.Sparse(count, columns, [.. entries.Select(e => new AxisMap.Entry(e.Index, e.Column, Coefficient.One))]);
    }
}
