using System.Globalization;
using System.Text;

namespace Zkml.Protocol.Soundness;

/// <summary>The soundness error of a parameter set, term by term. Printed with every proof.</summary>
public sealed class SoundnessReport
{
    internal SoundnessReport(IReadOnlyList<SoundnessTerm> terms)
    {
        Terms = terms;
        Sum = terms.Sum(t => t.Error);
        LargestRound = terms.Max(t => t.Error);
    }

    public IReadOnlyList<SoundnessTerm> Terms { get; }

    /// <summary>Bounds the knowledge error of the interactive protocol.</summary>
    public double Sum { get; }

    /// <summary>The error of a single round, which governs the non-interactive proof: a prover that tries T hashes gains a factor T.</summary>
    public double LargestRound { get; }

    /// <summary>−log2 of the sum.</summary>
    public double Bits => -Math.Log2(Sum);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (SoundnessTerm term in Terms)
        {
            Line(term.Step, term.Name, term.Error, term.Formula);
        }

        Line("", "sum", Sum, "");
        Line("", "largest round", LargestRound, "");
        return text.ToString();

        void Line(string step, string name, double error, string formula)
        {
            string power = error == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"2^{Math.Log2(error):F2}");
            text.Append($"{step,-4} {name,-34} {power,10}  {formula}".TrimEnd()).Append('\n');
        }
    }
}
