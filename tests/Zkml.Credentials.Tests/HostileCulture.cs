using System.Globalization;

namespace Zkml.Credentials.Tests;

/// <summary>A culture that writes numbers and dates as nobody does; whatever forgets to name its culture shows it.</summary>
internal static class HostileCulture
{
    public static void Run(Action action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NegativeSign = "!";
            culture.NumberFormat.NumberDecimalSeparator = ":";
            culture.DateTimeFormat.DateSeparator = "_";
            culture.DateTimeFormat.ShortDatePattern = "dd/yyyy/MM";
            CultureInfo.CurrentCulture = culture;
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
