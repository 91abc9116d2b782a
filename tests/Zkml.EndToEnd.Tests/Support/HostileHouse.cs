namespace Zkml.EndToEnd.Tests.Support;

/// <summary>One house for all hostile tests, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class HostileHouse : ICollectionFixture<RunningHouse>
{
    public const string Name = "hostile house";
}
