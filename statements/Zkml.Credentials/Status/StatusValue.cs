namespace Zkml.Credentials;

/// <summary>Status Types of the Token Status List, section 7.1.</summary>
public enum StatusValue
{
    Valid = 0,

    /// <summary>Revoked for ever.</summary>
    Invalid = 1,

    /// <summary>Revoked for now; needs lists of two bits or more.</summary>
    Suspended = 2,
}
