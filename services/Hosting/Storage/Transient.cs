using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Zkml.Hosting.Bus;

namespace Zkml.Hosting.Storage;

/// <summary>Faults that pass: what was tried is to be tried again, however long it takes, and nothing is to be given up for them.</summary>
public static class Transient
{
    private const int Busy = 5, Locked = 6;

    public static bool Is(Exception fault) => fault switch
    {
        HandlerFaultException handler => handler.IsTransient,
        SqliteException sqlite => sqlite.SqliteErrorCode is Busy or Locked,
        DbException database => database.IsTransient,
        DbUpdateConcurrencyException or SocketException or TimeoutException or IOException => true,
        OperationCanceledException => true,
        AggregateException many => many.InnerExceptions.All(Is),
        _ => fault.InnerException is { } inner && Is(inner),
    };
}
