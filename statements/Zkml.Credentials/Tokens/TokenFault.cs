namespace Zkml.Credentials.Tokens;

/// <summary>What is wrong with a signed token, before anything it says is looked at.</summary>
internal enum TokenFault
{
    None,
    Malformed,
    DuplicateMember,
    TooDeep,
    HeaderMember,
    Algorithm,
    Type,
    KeyId,
}
