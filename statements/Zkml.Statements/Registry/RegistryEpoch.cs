using Zkml.Captures;

namespace Zkml.Statements.Registry;

/// <summary>A published state of the registry.</summary>
/// <param name="Number">From 0, the empty registry.</param>
/// <param name="Root">8 elements, four little-endian bytes each.</param>
/// <param name="Count">Devices in it, revoked ones included: leaves keep their places.</param>
public readonly record struct RegistryEpoch(uint Number, Bytes32 Root, int Count);
