using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Journeys;

namespace IdentityServer.Web.SignIn;

/// <summary>
/// Whom the journey is about, as this request has read them, with all of the journey that this hangs on: while none of it changes, there is
/// nothing to read again.
/// </summary>
internal sealed record KnownPerson(Person? Person, Guid? AccountId, Guid? OrganizationId, int Enrolled, bool SkippedEnrollment)
{
    public static KnownPerson Of(Journey journey, Person? person) =>
        new(person, journey.AccountId, journey.State.OrganizationId, journey.State.Enrolled.Count, journey.State.SkippedEnrollment);

    public bool Fits(Journey journey) => this == Of(journey, Person);
}
