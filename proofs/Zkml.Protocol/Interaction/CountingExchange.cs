using Zkml.Fields;

namespace Zkml.Protocol.Interaction;

/// <summary>A run without content, to count messages, products and constraints: they depend on the statement only, never on values.</summary>
internal sealed class CountingExchange : IMessageExchange
{
    private uint _next = 2;

    public Ext Exchange(Ext value, int index) => Ext.Zero;

    public Ext Challenge(string label) => new(KoalaBear.FromUInt32(_next++), KoalaBear.One, KoalaBear.Zero, KoalaBear.Zero);
}
