using System.Reflection;

namespace Zkml.Contracts.Tests;

/// <summary>A message of each type, filled by reflection, so that a new type or property is in the tests without being named there.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset Then = new(2026, 11, 22, 12, 0, 0, 250, TimeSpan.Zero);

    public static TheoryData<string> Names => [.. MessageCatalogue.All.Select(message => message.Name)];

    public static Message Of(MessageType type) => (Message)Fill(type.Type);

    public static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static object Fill(Type type)
    {
        object instance = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in Properties(type))
        {
            property.SetValue(instance, Value(property));
        }

        return instance;
    }

    private static object Value(PropertyInfo property)
    {
        Type type = property.PropertyType;
        return type == typeof(Guid) ? Guid.CreateVersion7(Then)
            : type == typeof(DateTimeOffset) ? Then
            : type == typeof(Digest) ? new Digest([.. Enumerable.Range(1, Digest.Length).Select(i => (byte)i)])
            : type == typeof(DataRef) ? Fill(type)
            : type == typeof(IReadOnlyList<DataRef>) ? new[] { (DataRef)Fill(typeof(DataRef)) }
            : type.IsEnum ? Enum.GetValues(type).GetValue(0)!
            : Convert.ChangeType(property.GetCustomAttribute<BoundsAttribute>()!.Largest, type);
    }
}
