using Zkml.Fields;

namespace Zkml.Protocol.Interaction;

/// <summary>
/// One run of the interactive part, the same code for both sides: the prover hands in values, which are encrypted with their pads; the
/// verifier reads what was sent. Both keep the same affine expressions and collect the same linear constraints and products of pads
/// (review, section 2), so a schedule or a check cannot differ between them.
/// </summary>
internal sealed class Session
{
    private readonly IMessageExchange _exchange;
    private readonly Dictionary<(int, int), int> _products = [];
    private readonly int _productCells;

    /// <param name="exchange">Where messages and challenges come from.</param>
    /// <param name="messages">Number of messages of the whole run: products of pads are numbered behind the pads.</param>
    public Session(IMessageExchange exchange, int messages)
    {
        _exchange = exchange;
        _productCells = messages;
    }

    /// <summary>Messages so far; also the next pad.</summary>
    public int MessageCount { get; private set; }

    /// <summary>The pads (i, j) whose product stands in cell messages + index.</summary>
    public List<(int X, int Y)> Products { get; } = [];

    /// <summary>Affine expressions that must be zero.</summary>
    public List<Affine> Constraints { get; } = [];

    /// <summary>Claims on the witness vector, combined into one inner product at the end of the interaction.</summary>
    public List<LinearClaim> Claims { get; } = [];

    /// <summary>Sends a value padded, or reads one. The value is ignored on the verifier's side.</summary>
    public Message Send(Ext value) => new(_exchange.Exchange(value, MessageCount), MessageCount++);

    public Ext Challenge(string label) => _exchange.Challenge(label);

    public Ext[] Challenges(string label, int count)
    {
        var challenges = new Ext[count];
        for (int i = 0; i < count; i++)
        {
            challenges[i] = Challenge(label);
        }

        return challenges;
    }

    /// <summary>The product of two messages: x̂ŷ + x̂·pad_y + ŷ·pad_x + [pad_x·pad_y].</summary>
    public Affine Product(Message x, Message y)
    {
        (int, int) pads = x.Pad <= y.Pad ? (x.Pad, y.Pad) : (y.Pad, x.Pad);
        if (!_products.TryGetValue(pads, out int product))
        {
            product = Products.Count;
            Products.Add(pads);
            _products[pads] = product;
        }

        return Affine.Cell(x.Sent * y.Sent, _productCells + product)
            + Affine.Cell(Ext.Zero, y.Pad) * x.Sent + Affine.Cell(Ext.Zero, x.Pad) * y.Sent;
    }

    public void RequireZero(Affine expression) => Constraints.Add(expression);

    public void Claim(LinearClaim claim) => Claims.Add(claim);
}

/// <summary>The prover's or the verifier's end of the interaction.</summary>
internal interface IMessageExchange
{
    /// <summary>Prover: encrypts <paramref name="value"/> with pad <paramref name="index"/>; verifier: reads message <paramref name="index"/>. Absorbs what was sent.</summary>
    Ext Exchange(Ext value, int index);

    Ext Challenge(string label);
}
