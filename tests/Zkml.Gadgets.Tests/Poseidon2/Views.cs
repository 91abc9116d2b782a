using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Hashing;

/// <summary>Reading and writing columns of elements.</summary>
internal static class Views
{
    /// <summary>Column <paramref name="column"/> of a view with two axes.</summary>
    public static KoalaBear[] Column(View view, Witness witness, Arena arena, int column)
    {
        FieldVector values = arena.Field(view.Shape.PaddedLength);
        ViewEvaluator.Evaluate(view, witness, values);
        return [.. Enumerable.Range(0, view.Shape[0]).Select(i => values[view.Shape.Cell(i, column)])];
    }

    /// <summary>Public elements as a view of one column.</summary>
    public static View Constants(KoalaBear[] elements) => View.ConstantArray(Shape.Of(elements.Length, 1), [.. elements.Select(e => (long)e.ToUInt32())]);

    /// <summary>Writes a tensor of one column.</summary>
    public static void Write(Witness witness, Tensor tensor, ReadOnlySpan<KoalaBear> elements)
    {
        Span<uint> cells = witness[tensor];
        for (int i = 0; i < elements.Length; i++)
        {
            cells[i] = elements[i].Montgomery;
        }
    }
}
