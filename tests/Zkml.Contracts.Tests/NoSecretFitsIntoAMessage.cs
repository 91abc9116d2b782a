using System.Reflection;

namespace Zkml.Contracts.Tests;

/// <summary>Holds by type: what is not on the list could hold pixels, a template, a key or the text of an exception.</summary>
public sealed class NoSecretFitsIntoAMessage
{
    private static readonly Type[] Allowed = [typeof(Guid), typeof(DateTimeOffset), typeof(Digest), typeof(DataRef), typeof(IReadOnlyList<DataRef>)];

    public static TheoryData<string> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_property_is_an_identifier_a_time_a_digest_a_code_or_a_bounded_integer(string name)
    {
        Assert.Empty(Unknown(MessageCatalogue.Find(name)!.Type));
    }

    [Fact]
    public void A_reference_to_data_has_such_properties_only()
    {
        Assert.Empty(Unknown(typeof(DataRef)));
    }

    [Fact]
    public void The_rule_refuses_bytes_texts_unbounded_numbers_and_lists()
    {
        Assert.Equal(["Bytes", "List", "Number", "Object", "Share", "Text"], Unknown(typeof(Forbidden)).Order());
    }

    [Fact]
    public void A_list_holds_at_most_three_references()
    {
        IEnumerable<BoundsAttribute> lists =
            from message in MessageCatalogue.All
            from property in Samples.Properties(message.Type)
            where property.PropertyType == typeof(IReadOnlyList<DataRef>)
            select property.GetCustomAttribute<BoundsAttribute>()!;

        Assert.All(lists, bounds => Assert.InRange(bounds.Largest, 0, 3));
    }

    [Fact]
    public void Every_message_of_the_assembly_is_in_the_catalogue_and_sealed()
    {
        Type[] messages = [.. typeof(Message).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(Message)) && !type.IsAbstract)];

        Assert.Equal(messages.ToHashSet(), [.. MessageCatalogue.All.Select(message => message.Type)]);
        Assert.All(messages, type => Assert.True(type.IsSealed, type.Name));
    }

    private static IEnumerable<string> Unknown(Type type) =>
        from property in Samples.Properties(type)
        let of = property.PropertyType
        let bounded = property.GetCustomAttribute<BoundsAttribute>() is not null
        where !(Allowed.Contains(of) && (of != typeof(IReadOnlyList<DataRef>) || bounded)) && !of.IsEnum && !(bounded && (of == typeof(int) || of == typeof(long)))
        select property.Name;

    private sealed record Forbidden(byte[] Bytes, string Text, object Object, int Number, double Share, IReadOnlyList<DataRef> List);
}
