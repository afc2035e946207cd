using IdentityServer.SignIn.Methods;

namespace IdentityServer.Web.Factors;

/// <summary>A typed proof that can be asked of anybody alike. All texts are English, and keys of the translations.</summary>
/// <param name="Offer">What the choice says: "Text a code to my phone".</param>
/// <param name="Lead">What to do, or what was done: "If the account has a phone, we have just sent a code to it."</param>
/// <param name="Prompt">The field's label.</param>
/// <param name="Malformed">What to say where nothing of the kind was typed.</param>
/// <param name="Parse">What was typed, in the form that the factor verifies; null where it is nothing of the kind.</param>
public sealed record BlindProof(string Offer, string Lead, string Prompt, string Malformed, Func<string?, string?> Parse)
{
    /// <summary>Which of an account's methods what was typed belongs to, where it may have several.</summary>
    public Func<Method, string, bool> Fits { get; init; } = (_, _) => true;

    /// <summary>Six digits.</summary>
    public bool IsCode { get; init; } = true;
}
