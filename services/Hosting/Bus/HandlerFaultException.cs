using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Bus;

/// <summary>Stands for the fault of a handler, whose own text goes nowhere.</summary>
internal sealed class HandlerFaultException(Exception fault) : Exception($"The handler failed: {fault.GetType().Name}.")
{
    public bool IsTransient { get; } = Transient.Is(fault);
}
