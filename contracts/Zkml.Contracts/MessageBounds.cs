using System.Collections;
using System.Reflection;

namespace Zkml.Contracts;

/// <summary>Checks what the type of a property cannot say: <see cref="BoundsAttribute"/>, and that identifiers are not zero.</summary>
internal sealed class MessageBounds
{
    private readonly List<Func<object, string?>> _checks = [];

    public MessageBounds(Type type)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Add(property, property.GetCustomAttribute<BoundsAttribute>());
        }
    }

    public string? Problem(object value)
    {
        foreach (Func<object, string?> check in _checks)
        {
            if (check(value) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private void Add(PropertyInfo property, BoundsAttribute? bounds)
    {
        Type type = property.PropertyType;
        if (type == typeof(Guid))
        {
            _checks.Add(value => (Guid)property.GetValue(value)! == Guid.Empty ? $"{property.Name} is zero." : null);
        }
        else if (type == typeof(DataRef))
        {
            MessageBounds inner = new(type);
            _checks.Add(value => inner.Problem(property.GetValue(value)!));
        }
        else if (type == typeof(IReadOnlyList<DataRef>))
        {
            MessageBounds inner = new(typeof(DataRef));
            _checks.Add(value => List((IList)property.GetValue(value)!, property.Name, bounds!, inner));
        }
        else if (bounds is not null)
        {
            _checks.Add(value => Range(Convert.ToInt64(property.GetValue(value)), property.Name, bounds));
        }
    }

    private static string? List(IList items, string name, BoundsAttribute bounds, MessageBounds inner) =>
        Range(items.Count, name, bounds)
        ?? items.Cast<object?>().Select(item => item is null ? $"{name} has a null." : inner.Problem(item)).FirstOrDefault(problem => problem is not null);

    private static string? Range(long value, string name, BoundsAttribute bounds) =>
        value < bounds.Least || value > bounds.Largest ? $"{name} is not in {bounds.Least} … {bounds.Largest}." : null;
}
