namespace Zkml.Credentials;

/// <summary>Why a credential or a bundle is refused. The verifier for Node uses the same words.</summary>
public static class Reasons
{
    public const string TooLarge = "too_large";
    public const string Malformed = "malformed";
    public const string DuplicateMember = "duplicate_member";
    public const string TooDeep = "too_deep";

    public const string AlgorithmRefused = "algorithm_refused";
    public const string TypeRefused = "type_refused";
    public const string HeaderMemberRefused = "header_member_refused";
    public const string KeyIdMissing = "key_id_missing";
    public const string KeyUnknown = "key_unknown";
    public const string SignatureInvalid = "signature_invalid";

    public const string IssuerMismatch = "issuer_mismatch";
    public const string CredentialTypeRefused = "credential_type_refused";
    public const string ClaimMissing = "claim_missing";
    public const string ClaimMalformed = "claim_malformed";
    public const string IssuedInFuture = "issued_in_future";
    public const string NotYetValid = "not_yet_valid";
    public const string Expired = "expired";

    public const string DigestAlgorithmRefused = "digest_algorithm_refused";
    public const string DigestMalformed = "digest_malformed";
    public const string DuplicateDigest = "duplicate_digest";
    public const string NestedDisclosureRefused = "nested_disclosure_refused";
    public const string DisclosureMalformed = "disclosure_malformed";
    public const string SaltTooShort = "salt_too_short";
    public const string DisclosureRepeated = "disclosure_repeated";
    public const string DisclosureUnreferenced = "disclosure_unreferenced";
    public const string DisclosureNameReserved = "disclosure_name_reserved";
    public const string DuplicateClaim = "duplicate_claim";

    public const string HolderKeyMalformed = "holder_key_malformed";

    public const string StatusReferenceMalformed = "status_reference_malformed";
    public const string StatusTokenMissing = "status_token_missing";
    public const string StatusTokenTooLarge = "status_token_too_large";
    public const string StatusTokenMalformed = "status_token_malformed";
    public const string StatusAlgorithmRefused = "status_algorithm_refused";
    public const string StatusTypeRefused = "status_type_refused";
    public const string StatusHeaderMemberRefused = "status_header_member_refused";
    public const string StatusKeyUnknown = "status_key_unknown";
    public const string StatusSignatureInvalid = "status_signature_invalid";
    public const string StatusSubjectMismatch = "status_subject_mismatch";
    public const string StatusIssuedInFuture = "status_issued_in_future";
    public const string StatusExpired = "status_expired";
    public const string StatusStale = "status_stale";
    public const string StatusListMalformed = "status_list_malformed";
    public const string StatusIndexOutOfRange = "status_index_out_of_range";
    public const string Revoked = "revoked";
    public const string Suspended = "suspended";
    public const string StatusUnknown = "status_unknown";

    public const string KeyBindingMissing = "key_binding_missing";
    public const string KeyBindingUnexpected = "key_binding_unexpected";
    public const string KeyBindingMalformed = "key_binding_malformed";
    public const string KeyBindingAlgorithmRefused = "key_binding_algorithm_refused";
    public const string KeyBindingTypeRefused = "key_binding_type_refused";
    public const string KeyBindingHeaderMemberRefused = "key_binding_header_member_refused";
    public const string KeyBindingSignatureInvalid = "key_binding_signature_invalid";
    public const string KeyBindingDigestMismatch = "key_binding_digest_mismatch";
    public const string AudienceMismatch = "audience_mismatch";
    public const string NonceMismatch = "nonce_mismatch";
    public const string KeyBindingStale = "key_binding_stale";
    public const string KeyBindingInFuture = "key_binding_in_future";

    public const string NotCanonical = "not_canonical";
    public const string IssuerKeyUntrusted = "issuer_key_untrusted";
    public const string IssuerUntrusted = "issuer_untrusted";
    public const string StatementUnknown = "statement_unknown";
    public const string ProofRefused = "proof_refused";
    public const string ProofDigestMismatch = "proof_digest_mismatch";
    public const string ProvenValueMismatch = "proven_value_mismatch";
    public const string HolderKeyMismatch = "holder_key_mismatch";
    public const string RegistryRootUntrusted = "registry_root_untrusted";
    public const string RegistryEpochTooOld = "registry_epoch_too_old";
    public const string RegistryRolledBack = "registry_rolled_back";
    public const string RegistryForked = "registry_forked";
}
