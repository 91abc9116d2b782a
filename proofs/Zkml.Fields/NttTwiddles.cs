using System.Runtime.InteropServices;

namespace Zkml.Fields;

/// <summary>
/// Powers of one root of unity in the order the transform reads them. In bit-reversed order the table of a shorter transform is a prefix
/// of the table of a longer one, and it doubles by tw[2^j + s] = ω_{2^(j+2)} · tw[s] for s &lt; 2^j.
/// Native memory for the life of the process: tables are cached per size and never given back.
/// </summary>
internal sealed unsafe class NttTwiddles
{
    /// <summary>Twiddle vectors of one group of 256 values: 1 + 2 + 4 + 8 of 16 words for its last four layers.</summary>
    public const int TailWords = 15 * 16;

    public NttTwiddles(int log, bool inverse)
    {
        int half = Math.Max(1 << log >> 1, 1);
        Words = Allocate(half);
        Products = Allocate(half);
        Fill(half, inverse);
        int groups = Lane16.IsSupported && log >= NttAvx512.MinLog ? Math.Max(1 << log >> 8, 1) : 0;
        Tail = Allocate(Math.Max(groups * TailWords, 1));
        FillTail(groups, blocks: 1 << log >> 4);
    }

    /// <summary>Block b of a layer multiplies by Words[b] = ω^(bitreverse b), Montgomery words.</summary>
    public uint* Words { get; }

    /// <summary>Words[b] · p⁻¹ mod 2^32, so that the Montgomery quotient of x·w is one product of x.</summary>
    public uint* Products { get; }

    /// <summary>
    /// The last four layers of group g run on 16 transposed vectors whose lane l is the block 16 g + l: layer L needs, for s &lt; 2^L,
    /// the vector of Words[((16 g + l) &lt;&lt; L) + s].
    /// </summary>
    public uint* Tail { get; }

    private static uint* Allocate(int words) => (uint*)NativeMemory.AlignedAlloc((nuint)words * sizeof(uint), 64);

    private void Fill(int half, bool inverse)
    {
        Words[0] = KoalaBear.One.Montgomery;
        for (int filled = 1, log = 2; filled < half; filled <<= 1, log++)
        {
            KoalaBear root = KoalaBear.RootOfUnity(log);
            root = inverse ? root.Inverse() : root;
            for (int s = 0; s < filled; s++)
            {
                Words[filled + s] = (root * KoalaBear.FromMontgomery(Words[s])).Montgomery;
            }
        }

        for (int b = 0; b < half; b++)
        {
            Products[b] = Words[b] * KoalaBear.PInverse;
        }
    }

    /// <param name="groups">Of 256 values.</param>
    /// <param name="blocks">Of 16 values: fewer than the lanes of the one group of a transform of 128, whose other lanes are not used.</param>
    private void FillTail(int groups, int blocks)
    {
        uint* next = Tail;
        for (int g = 0; g < groups; g++)
        {
            for (int layer = 0; layer < 4; layer++)
            {
                for (int s = 0; s < 1 << layer; s++)
                {
                    for (int lane = 0; lane < 16; lane++)
                    {
                        int block = Math.Min(16 * g + lane, blocks - 1);
                        *next++ = Words[(block << layer) + s];
                    }
                }
            }
        }
    }
}
