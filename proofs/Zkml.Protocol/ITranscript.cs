using Zkml.Fields;

namespace Zkml.Protocol;

/// <summary>
/// What a protocol run asks of its <see cref="Transcript"/>. An interface so that tests can record the order of events, or fix all
/// challenges to see a proof as the linear map of its randomness that it then is (review, Z10).
/// </summary>
internal interface ITranscript
{
    void Absorb(string label, ReadOnlySpan<byte> data);

    void Absorb(string label, Ext value);

    Ext Challenge(string label);

    Ext[] Challenges(string label, int count);

    int[] DistinctIndices(string label, int count, int bound);
}
