using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Zkml.Captures;
using Zkml.Gadgets.Alignment;
using Zkml.Networks;
using Zkml.Statements.Face;

namespace Zkml.Cli.Proofs;

/// <summary>Where in a signed frame the face is; for captures of aligned faces there is nothing to say.</summary>
public sealed class AlignmentOptions
{
    private const int Numbers = 4, LongestFile = 4096;

    private readonly Option<string?> _alignment = new("--alignment")
    {
        Description = "For a frame: a,b,x,y. Pixel (i, j) of the face is read at (a·j − b·i + x, b·j + a·i + y) of the reduced frame (secret).",
        HelpName = "NUMBERS",
    };

    private readonly Option<string?> _landmarks = new("--landmarks")
    {
        Description = "Instead: five points of the face in the frame, [[x,y],…]: eyes, nose, corners of the mouth, left before right (secret).",
        HelpName = "FILE",
    };

    private readonly Option<int> _factor = new("--factor")
    {
        Description = "For a frame: average squares of so many pixels first, 1 to 4, so that the face is about as large as the model wants it.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_alignment, _landmarks, _factor])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Null, and null, for an aligned face.</summary>
    public (FaceFrame? Frame, Similarity? Transform) Read(ParseResult parsed, ImageShape signed, PixelModel model)
    {
        (string? alignment, string? landmarks) = (parsed.GetValue(_alignment), parsed.GetValue(_landmarks));
        if (signed.Modality != CaptureModality.FaceFrame)
        {
            return alignment is null && landmarks is null ? (null, null) : throw new UsageException("The capture is of an aligned face: nothing is left to align.");
        }

        if (alignment is null == landmarks is null)
        {
            throw new UsageException("The capture is of a whole frame: say where the face is, with either --alignment or --landmarks.");
        }

        var frame = new FaceFrame(signed.Width, signed.Height, parsed.GetValue(_factor));
        Similarity? transform = alignment is not null ? Parse(alignment) : FaceLandmarks.Fit(ReadPoints(landmarks!), frame, model.Network.Input.Shape.Width);
        return (frame, transform ?? throw new UsageException("The alignment is out of range."));
    }

    private static Similarity? Parse(string text)
    {
        double[] numbers = [.. text.Split(',').Select(part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : throw Wrong())];
        return numbers.Length == Numbers ? Similarity.Nearest(numbers[0], numbers[1], numbers[2], numbers[3]) : throw Wrong();

        static UsageException Wrong() => new("--alignment takes four numbers, a,b,x,y.");
    }

    private static (double X, double Y)[] ReadPoints(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(InputFile.Read(path, LongestFile));
            (double X, double Y)[] points = [.. document.RootElement.EnumerateArray().Select(point => point.GetArrayLength() == 2
                ? (point[0].GetDouble(), point[1].GetDouble())
                : throw new InvalidOperationException())];
            return points.Length == FaceLandmarks.Count ? points : throw new InvalidOperationException();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new UsageException($"{path} is not a list of five points, [[x,y],[x,y],[x,y],[x,y],[x,y]].");
        }
    }
}
