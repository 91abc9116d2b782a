namespace Zkml.Statements.Face;

/// <summary>Why there is no proof of a match.</summary>
public enum FaceMatchFault
{
    None,

    /// <summary>A commitment is not to this template with this blinding.</summary>
    WrongTemplate,

    /// <summary>The cosine is below the threshold.</summary>
    TooFar,
}
