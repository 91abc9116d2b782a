using MassTransit;
using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

/// <summary>Exchanges are called as the message is.</summary>
internal sealed class MessageNameFormatter : IEntityNameFormatter
{
    public string FormatEntityName<T>() => MessageCatalogue.Find(typeof(T))?.Name ?? $"zkml.unpublished.{typeof(T).Name}";
}
