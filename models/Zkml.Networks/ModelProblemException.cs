namespace Zkml.Networks;

/// <summary>A model that cannot be taken, told in one sentence that names the node. It is the user's input that is wrong, not the program.</summary>
public sealed class ModelProblemException : Exception
{
    public ModelProblemException()
    {
    }

    public ModelProblemException(string message)
        : base(message)
    {
    }

    public ModelProblemException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>"Node 'name' (Conv): sentence".</summary>
    public static ModelProblemException At(string node, string kind, string sentence) => new($"Node '{node}' ({kind}): {sentence}");
}
