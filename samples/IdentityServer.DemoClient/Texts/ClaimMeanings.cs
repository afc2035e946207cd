namespace IdentityServer.DemoClient.Texts;

/// <summary>A plain word about the claims that people meet.</summary>
internal static class ClaimMeanings
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["iss"] = "who issued this",
        ["sub"] = "you, by a name that never changes",
        ["aud"] = "for whom it is meant",
        ["azp"] = "the application that asked",
        ["client_id"] = "the application that asked",
        ["exp"] = "good until",
        ["iat"] = "issued",
        ["nbf"] = "good from",
        ["auth_time"] = "when you last proved who you are",
        ["nonce"] = "ties it to this one sign-in",
        ["acr"] = "how strong the sign-in was",
        ["amr"] = "what you showed: pwd is a password, otp a code, mfa more than one kind of proof",
        ["at_hash"] = "ties it to the access token",
        ["sid"] = "your session at the server",
        ["grant_id"] = "the permission that it hangs on",
        ["jti"] = "the number of this token",
        ["scope"] = "what is allowed",
        ["name"] = "your name",
        ["given_name"] = "your first name",
        ["family_name"] = "your last name",
        ["preferred_username"] = "what you sign in with",
        ["email"] = "your e-mail address",
        ["email_verified"] = "whether the server knows it to be yours",
        ["phone_number"] = "your phone number",
        ["phone_number_verified"] = "whether the server knows it to be yours",
        ["locale"] = "your language",
        ["zoneinfo"] = "your time zone",
        ["picture"] = "your picture",
        ["updated_at"] = "last changed",
        ["roles"] = "your roles",
        ["alg"] = "how it was signed",
        ["kid"] = "with which of the server's keys",
        ["typ"] = "what kind of token it is",
    };

    public static string? For(string claim) => Meanings.TryGetValue(claim, out var meaning) ? Words.Say(meaning) : null;
}
