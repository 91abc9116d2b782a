using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Zkml.Hosting.Storage;

/// <summary>SQLite cannot compare times with an offset; a number compares everywhere.</summary>
internal sealed class UnixMilliseconds()
    : ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
