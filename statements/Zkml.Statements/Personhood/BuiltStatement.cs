using Zkml.Protocol;

namespace Zkml.Statements.Personhood;

/// <summary>
/// A statement that is built on first use, from the parameters alone. Its id is the digest that every proof of it begins with, so no other circuit
/// or model can stand under that id. Who only compared ids need not keep the statement: it takes tens of megabytes. Safe for several threads.
/// </summary>
internal sealed class BuiltStatement<TStatement>(Func<TStatement> build, Func<TStatement, ProtocolPlan> plan)
    where TStatement : class
{
    private readonly Lock _guard = new();

    private readonly WeakReference<TStatement?> _built = new(null);

    private TStatement? _statement;

    private string? _id;

    public TStatement Value
    {
        get
        {
            lock (_guard)
            {
                return _statement ??= Build();
            }
        }
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public string Id
    {
        get
        {
            lock (_guard)
            {
                return _id ??= Convert.ToHexStringLower(plan(Build()).Statement.Digest.Span);
            }
        }
    }

    private TStatement Build()
    {
        if (_statement is { } kept || _built.TryGetTarget(out kept))
        {
            return kept;
        }

        TStatement made = build();
        _built.SetTarget(made);
        return made;
    }
}
