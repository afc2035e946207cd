using System.Text.Json;

namespace IdentityServer.Web.Factors.Push;

/// <summary>What a request for approval is about, and what an approval has to repeat.</summary>
/// <param name="Nonce">32 random bytes, base64url: an approval is signed over it, so it is good for this request alone.</param>
/// <param name="Number">The two digits on the sign-in page. Never sent to a device.</param>
internal sealed record ApprovalDetails(string Nonce, string Number)
{
    public string? Application { get; init; }

    public string Organization { get; init; } = "";

    public string? ClientId { get; init; }

    public Guid? OrganizationId { get; init; }

    public string? Address { get; init; }

    public string? UserAgent { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this);

    public static ApprovalDetails FromJson(string json) => JsonSerializer.Deserialize<ApprovalDetails>(json)!;

    /// <summary>Prints neither nonce nor number.</summary>
    public override string ToString() => nameof(ApprovalDetails);
}
