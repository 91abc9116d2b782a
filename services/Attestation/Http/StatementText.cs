using Zkml.Networks;
using Zkml.Statements.Face;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Attestation.Http;

/// <summary>A statement by its parameters, for who wants to build it.</summary>
internal static class StatementText
{
    public static string Of(PersonhoodStatementVerifier statement) => statement switch
    {
        IrisStatementVerifier iris => Of(iris.Parameters, iris.StatementId),
        FaceStatementVerifier face => Of(face),
        _ => throw new ArgumentException("A modality without a description.", nameof(statement)),
    };

    private static string Of(IrisParameters parameters, string id) =>
        $"""
         statement {parameters.StatementName}
         id {id}
         model {parameters.ModelId}
         width {parameters.Width}
         registry depth {parameters.RegistryDepth}
         digest {parameters.Digest}
         mask rule {parameters.Rule}
         shares {(parameters.Shared ? "three, committed" : "none")}

         """;

    private static string Of(FaceStatementVerifier face) =>
        $"""
         statement {face.Parameters.StatementName}
         id {face.StatementId}
         model {face.ModelId}
         scale {PixelModel.ScaleName(face.Parameters.Scale)}
         width {face.Shape.Width}
         height {face.Shape.Height}
         registry depth {face.Parameters.RegistryDepth}
         digest {face.Parameters.Digest}
         shares none

         """;
}
