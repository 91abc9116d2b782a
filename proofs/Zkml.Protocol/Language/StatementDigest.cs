using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// SHA-256 over the canonical encoding of a statement: every list is preceded by its length, integers are 8 bytes little-endian, names
/// UTF-8 with their length. What is derived from the encoded part (layout, lookup plan) is not encoded again.
/// </summary>
internal sealed class StatementDigest : IDigestSink, IDisposable
{
    /// <summary>Half of a surrogate pair is refused: it would be encoded as any other half.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<View, int> _factors = new(ReferenceEqualityComparer.Instance);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public static ReadOnlyMemory<byte> Compute(Statement statement)
    {
        using var digest = new StatementDigest();
        digest.Add("zkml statement 1");
        digest.Add(statement.Name);
        digest.Add(statement.Tensors.Count);
        foreach (Tensor tensor in statement.Tensors)
        {
            digest.Add(tensor.Name);
            digest.Add(tensor.Shape);
            digest.Add(statement.Offset(tensor));
        }

        digest.Add(statement.Publics.Count);
        foreach (Tensor tensor in statement.Publics)
        {
            digest.Add(tensor.Name);
            digest.Add(tensor.Shape);
        }

        digest.Add(statement.Constraints.Count);
        foreach (Constraint constraint in statement.Constraints)
        {
            digest.Add(constraint);
        }

        digest.Add(statement.Contractions.Count);
        foreach (Contraction contraction in statement.Contractions)
        {
            digest.Add(contraction.Name);
            foreach (IndexedView view in (ReadOnlySpan<IndexedView>)[contraction.Left, contraction.Right, contraction.Linear])
            {
                digest.Add(view.Axes);
                digest.Add(view.View);
            }
        }

        digest.Add(statement.Tables.Count);
        foreach (LookupTable table in statement.Tables)
        {
            digest.Add(table);
        }

        digest.Add(statement.Lookups.Lookups.Count);
        foreach (Lookup lookup in statement.Lookups.Lookups)
        {
            digest.Add(lookup.Name);
            digest.Add(lookup.Table.Tag);
            digest.Add(lookup.Views);
        }

        return digest._hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    public void Add(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _hash.AppendData(bytes);
    }

    private void Add(string text)
    {
        byte[] bytes = Utf8.GetBytes(text);
        Add(bytes.Length);
        _hash.AppendData(bytes);
    }

    private void Add(Shape shape)
    {
        Add(shape.Rank);
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            Add(shape[axis]);
        }
    }

    public void Add(ReadOnlySpan<KoalaBear> elements)
    {
        Add(elements.Length);
        byte[] bytes = new byte[elements.Length * sizeof(uint)];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i].Write(bytes.AsSpan(i * sizeof(uint), sizeof(uint)));
        }

        _hash.AppendData(bytes);
    }

    public void Add(ReadOnlySpan<short> values)
    {
        Add(values.Length);
        AddBytes(MemoryMarshal.AsBytes(values), sizeof(short));
    }

    public void Add(ReadOnlySpan<int> values)
    {
        Add(values.Length);
        AddBytes(MemoryMarshal.AsBytes(values), sizeof(int));
    }

    /// <summary>Elements as this machine stores them, turned round where it stores the most significant byte first.</summary>
    private void AddBytes(ReadOnlySpan<byte> bytes, int size)
    {
        if (BitConverter.IsLittleEndian)
        {
            _hash.AppendData(bytes);
            return;
        }

        byte[] turned = bytes.ToArray();
        for (int i = 0; i < turned.Length; i += size)
        {
            turned.AsSpan(i, size).Reverse();
        }

        _hash.AppendData(turned);
    }

    private void Add(AxisMap map)
    {
        Add(map.OutSize);
        Add(map.InSize);
        map.Encode(this);
    }

    private void Add(View view)
    {
        Add(view.Shape);
        Add(view.Terms.Count);
        foreach (Term term in view.Terms)
        {
            Add(term.Coefficient.Powers);
            Add(term.Source is null ? -1 : term.Source.IsPublic ? -2 - term.Source.Id : term.Source.Id);
            Add(term.SourceShape);
            foreach (AxisMap map in term.Maps)
            {
                Add(map);
            }
        }
    }

    private void Add(IReadOnlyCollection<View> views)
    {
        Add(views.Count);
        foreach (View view in views)
        {
            Add(view);
        }
    }

    private void Add(Constraint constraint)
    {
        Add(constraint.Name);
        Add(constraint.Shape);
        foreach (AxisWeight weight in constraint.Weights)
        {
            Add(weight.Base.HasValue ? 1 : 0);
            Add(weight.Base ?? 0);
        }

        Add(constraint.Products.Count);
        foreach (Product product in constraint.Products)
        {
            Add(product.Coefficient.Powers);
            Add(product.Factors.Length);
            foreach (View factor in product.Factors)
            {
                // Which factors are one view object decides how many evaluations are sent, so it is part of the statement.
                _factors.TryAdd(factor, _factors.Count);
                Add(_factors[factor]);
                Add(factor);
            }
        }

        Add(constraint.Linear);
    }

    private void Add(LookupTable table)
    {
        Add(table.Tag);
        Add(table.Name);
        Add(table.Rows);
        Add(table.Width);
        Add(table.PublicColumns is null ? 0 : 1);
        foreach (KoalaBear[] column in table.PublicColumns ?? [])
        {
            Add(column);
        }

        Add(table.CommittedColumns ?? []);
    }
}
