namespace Zkml.Credentials.Verifying;

/// <summary>Checks in their order; after the first that fails none is run.</summary>
internal sealed class CheckList
{
    private readonly List<NamedCheck> _checks = [];

    /// <summary>Of the first check that failed.</summary>
    public string? Reason { get; private set; }

    public IReadOnlyList<NamedCheck> Checks => _checks;

    /// <param name="name">Of the check.</param>
    /// <param name="check">Gives null, or the reason to refuse.</param>
    public void Run(string name, Func<string?> check)
    {
        if (Reason is not null)
        {
            _checks.Add(new NamedCheck(name, CheckResult.NotReached, null));
            return;
        }

        Reason = check();
        _checks.Add(new NamedCheck(name, Reason is null ? CheckResult.Passed : CheckResult.Failed, Reason));
    }

    public void Skip(string name) => _checks.Add(new NamedCheck(name, CheckResult.NotAsked, null));

    /// <summary>Takes over what a part of the whole has found.</summary>
    public void Add(IReadOnlyList<NamedCheck> checks, string? reason)
    {
        _checks.AddRange(checks);
        Reason ??= reason;
    }
}
