using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Zkml.Cli;

/// <summary>
/// Where a command writes. Results go to standard output, as text or, with --json, as one JSON document;
/// errors and progress go to standard error, progress only when that is a terminal.
/// </summary>
public sealed class Output
{
    private const int PipedWidth = 1000;

    private const int MaxSentence = 2000;

    private readonly TextWriter _error;
    private readonly bool _interactive;

    public Output(TextWriter result, TextWriter error, bool interactive)
    {
        Result = result;
        _error = error;
        _interactive = interactive;
    }

    public TextWriter Result { get; }

    /// <summary>Set from --json once the arguments are parsed.</summary>
    public bool Json { get; set; }

    public static Output OfProcess() => new(Console.Out, Console.Error, interactive: !Console.IsErrorRedirected && !Console.IsOutputRedirected);

    /// <summary>Writes the result of a command: the document with --json, else the text that <paramref name="human"/> draws.</summary>
    public void Write<T>(T document, JsonTypeInfo<T> type, Action<IAnsiConsole> human)
    {
        ArgumentNullException.ThrowIfNull(human);
        if (Json)
        {
            Result.WriteLine(JsonSerializer.Serialize(document, type));
        }
        else
        {
            human(Screen(Result));
        }
    }

    /// <summary>
    /// Writes one sentence to standard error. It may quote a file of somebody else: control characters would move the terminal's cursor or begin a
    /// line that looks like ours.
    /// </summary>
    public void Error(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        string clean = string.Concat(sentence.Select(c => char.IsControl(c) ? ' ' : c));
        _error.WriteLine($"zkml: {(clean.Length > MaxSentence ? clean[..MaxSentence] + "…" : clean)}");
    }

    /// <summary>Runs work that may report the step it is at; the steps show on a terminal and nowhere else.</summary>
    public T Progress<T>(string title, Func<Action<string>, T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Json || !_interactive
            ? work(static _ => { })
            : Screen(_error).Status().Start(Markup.Escape(title), status => work(step => status.Status(Markup.Escape(step))));
    }

    /// <summary>Lines that go into a pipe or a file are not folded at a guessed width.</summary>
    private IAnsiConsole Screen(TextWriter writer)
    {
        IAnsiConsole screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!_interactive)
        {
            screen.Profile.Width = PipedWidth;
        }

        return screen;
    }
}
