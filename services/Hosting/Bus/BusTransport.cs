namespace Zkml.Hosting.Bus;

public enum BusTransport
{
    /// <summary>Within one process. The outbox is sent again at every start.</summary>
    InMemory,
    RabbitMq,
}
