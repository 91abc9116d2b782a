using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Zkml.Contracts;

namespace Zkml.Hosting.Storage;

internal sealed class DigestBytes() : ValueConverter<Digest, byte[]>(digest => digest.ToArray(), bytes => new Digest(bytes));
