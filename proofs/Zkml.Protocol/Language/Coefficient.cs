using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// A public coefficient: a polynomial c0 + c1 ρ + c2 ρ² + … with base-field coefficients in the statement challenge ρ ∈ E, which is
/// drawn after everything is committed. Most coefficients are constants. Polynomial identities (review, F18) use the powers.
/// </summary>
public sealed class Coefficient : IEquatable<Coefficient>
{
    private readonly KoalaBear[] _powers;

    private Coefficient(KoalaBear[] powers)
    {
        int length = powers.Length;
        while (length > 0 && powers[length - 1] == KoalaBear.Zero)
        {
            length--;
        }

        _powers = powers[..length];
    }

    public static Coefficient Zero { get; } = new([]);

    public static Coefficient One { get; } = new([KoalaBear.One]);

    /// <summary>The challenge ρ.</summary>
    public static Coefficient Rho { get; } = RhoPower(1);

    /// <summary>ρ^exponent.</summary>
    public static Coefficient RhoPower(int exponent)
    {
        var powers = new KoalaBear[exponent + 1];
        powers[exponent] = KoalaBear.One;
        return new Coefficient(powers);
    }

    /// <summary>Coefficients of ρ⁰, ρ¹, …, as integers.</summary>
    public static Coefficient Polynomial(params ReadOnlySpan<long> coefficients)
    {
        var powers = new KoalaBear[coefficients.Length];
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] = KoalaBear.FromInt64(coefficients[i]);
        }

        return new Coefficient(powers);
    }

    public static implicit operator Coefficient(long value) => new([KoalaBear.FromInt64(value)]);

    public static implicit operator Coefficient(KoalaBear value) => new([value]);

    /// <summary>Coefficients of ρ⁰, ρ¹, …; the last is not zero.</summary>
    public ReadOnlySpan<KoalaBear> Powers => _powers;

    public bool IsZero => _powers.Length == 0;

    public bool IsOne => _powers.Length == 1 && _powers[0] == KoalaBear.One;

    /// <summary>True when ρ does not occur.</summary>
    public bool IsConstant => _powers.Length <= 1;

    /// <summary>The value of a constant coefficient.</summary>
    /// <exception cref="InvalidOperationException">ρ occurs.</exception>
    public KoalaBear Constant => IsConstant
        ? (IsZero ? KoalaBear.Zero : _powers[0])
        : throw new InvalidOperationException("The coefficient depends on the statement challenge.");

    public Ext Evaluate(Ext rho)
    {
        Ext value = Ext.Zero;
        for (int i = _powers.Length - 1; i >= 0; i--)
        {
            value = value * rho + _powers[i];
        }

        return value;
    }

    public static Coefficient operator +(Coefficient x, Coefficient y)
    {
        var powers = new KoalaBear[Math.Max(x._powers.Length, y._powers.Length)];
        x._powers.CopyTo(powers, 0);
        for (int i = 0; i < y._powers.Length; i++)
        {
            powers[i] += y._powers[i];
        }

        return new Coefficient(powers);
    }

    public static Coefficient operator -(Coefficient x) => x * -1;

    public static Coefficient operator -(Coefficient x, Coefficient y) => x + -y;

    public static Coefficient operator *(Coefficient x, Coefficient y)
    {
        if (x.IsZero || y.IsZero)
        {
            return Zero;
        }

        var powers = new KoalaBear[x._powers.Length + y._powers.Length - 1];
        for (int i = 0; i < x._powers.Length; i++)
        {
            for (int j = 0; j < y._powers.Length; j++)
            {
                powers[i + j] += x._powers[i] * y._powers[j];
            }
        }

        return new Coefficient(powers);
    }

    public bool Equals(Coefficient? other) => other is not null && _powers.AsSpan().SequenceEqual(other._powers);

    public override bool Equals(object? obj) => Equals(obj as Coefficient);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (KoalaBear power in _powers)
        {
            hash.Add(power);
        }

        return hash.ToHashCode();
    }
}
