using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Zkml.Hosting.Web;

/// <summary>A piece of HTML. In an interpolated piece whatever is not HTML itself is encoded, so that nothing that was shown can become markup.</summary>
public sealed class Html
{
    private readonly string _markup;

    private Html(string markup) => _markup = markup;

    public static Html Of(ref Handler markup) => new(markup.ToString());

    /// <summary>Markup of ours as it stands.</summary>
    public static Html OfOwn(string markup) => new(markup);

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces));

    public override string ToString() => _markup;

    [InterpolatedStringHandler]
    public readonly ref struct Handler(int literalLength, int holes)
    {
        private readonly StringBuilder _text = new(literalLength + 32 * holes);

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string? value) => _text.Append(HtmlEncoder.Default.Encode(value ?? ""));

        public void AppendFormatted(Html? piece) => _text.Append(piece?._markup);

        public override string ToString() => _text.ToString();
    }
}
