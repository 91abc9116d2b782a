namespace Zkml.Cli.Demo;

/// <summary>What each party of the demonstration knows at its end.</summary>
public static class DemoWords
{
    public static IReadOnlyList<DemoKnowledge> Knowledge { get; } =
    [
        new("camera", "the image, while it is in front of it", "what becomes of it"),
        new("prover", "image, template, and which device it was: it is the holder's, or a house that destroys them after the proof", "the holder's private key"),
        new("issuer", "that a registered device signed a capture for its challenge and for this holder key; a commitment to the template", "the image, the template, which device"),
        new("third party", "that the issuer says so and that it is proved", "the image, the template, which device, who the holder is"),
        new("registry", "which devices there are", "which of them are used, and for whom"),
    ];
}
