using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Zkml.Hosting.Operations;

/// <summary>What stands in the way of a start: a setting, a file, an address, a database. Who runs the service can mend it.</summary>
public static class StartFault
{
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    /// <summary>Names it; null for a fault of ours.</summary>
    public static string? Sentence(Exception fault) => fault switch
    {
        OptionsValidationException options => string.Join(' ', options.Failures),
        AggregateException many when many.InnerExceptions.All(one => Sentence(one) is not null) => string.Join(' ', many.InnerExceptions.Select(Sentence)),
        IOException or SocketException or UnauthorizedAccessException or DbException => fault.Message,

        // A setting that is no number, no duration or none of its names.
        InvalidOperationException { Source: Binder } => fault.Message,
        _ => null,
    };
}
