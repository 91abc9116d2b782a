using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>The values that a lookup or a committed table reads.</summary>
internal static class LookupColumns
{
    /// <summary>The view's values up to the last cell that it occupies; a tensor that is read as it is need not be copied.</summary>
    public static FieldVector Values(View view, Witness witness, Arena arena)
    {
        int length = view.Shape.OccupiedLength;
        if (view.Terms is [{ Source: { IsPublic: false } tensor, Coefficient.IsOne: true } term] && term.Maps.All(m => m.IsIdentity))
        {
            return witness.Cells.Slice(witness.Statement.Offset(tensor), length);
        }

        FieldVector values = arena.Field(length);
        ViewEvaluator.Evaluate(view, witness, values);
        return values;
    }
}
