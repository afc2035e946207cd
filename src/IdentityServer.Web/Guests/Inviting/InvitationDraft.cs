namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Somebody to be invited, as typed.</summary>
/// <param name="Line">Where in the list; 1 where there is no list.</param>
/// <param name="Culture">"en" or "fr", or what was typed in its place; null: the organization's.</param>
internal sealed record InvitationDraft(int Line, string Email, string? Name = null, string? Culture = null, string? Message = null);

/// <summary>What holds for all that are invited at once.</summary>
internal sealed record InvitationTerms(string? ClientId, TimeSpan Lifetime, DateTime? AccessEndsUtc);
