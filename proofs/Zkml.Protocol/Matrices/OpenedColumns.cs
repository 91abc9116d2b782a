using Zkml.Fields;

namespace Zkml.Protocol.Matrices;

/// <summary>What opened columns of a matrix say of the row that was combined from it: its value at the point of each column.</summary>
internal sealed record OpenedColumns(int[] Columns, Ext[] Values, int LogCodeLength);
