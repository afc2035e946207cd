using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using IdentityServer.Protocol.Consent;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Devices;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Factors;
using IdentityServer.Web.SecurityInfo.Organizations;

namespace IdentityServer.Web.SecurityInfo.Data;

/// <summary>Everything that is kept about the current account, without what proves anything.</summary>
internal sealed class AccountData(
    CurrentAccount current, FactorCatalog factors, OwnOrganizations organizations, ISessionStore sessions, IDeviceStore devices, IConsentStore consents,
    IAuditReader audit, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public async Task<byte[]> WriteAsync(CancellationToken ct)
    {
        var id = current.Account.Id;
        var now = clock.GetUtcNow().UtcDateTime;
        var events = new List<AuditEntry>();
        await foreach (var entry in audit.ReadAllAsync(id).WithCancellation(ct)) events.Add(entry);

        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            WrittenUtc = now,
            Profile = Describe(),
            Organizations = await DescribeOrganizationsAsync(ct),
            Methods = current.Person.Methods.Select(Describe),
            Sessions = (await sessions.ListLiveAsync(id, now, ct)).Select(Describe),
            Devices = (await devices.ListAsync(id, ct)).Select(Describe),
            Permissions = (await consents.ListAsync(id, ct)).Select(Describe),
            Events = events,
        }, Format);
    }

    private object Describe()
    {
        var account = current.Account;
        return new
        {
            account.Id, account.UserName, account.Email, account.EmailVerified, account.Phone, account.PhoneVerified, account.GivenName, account.FamilyName,
            account.Initials, Language = account.Culture, account.SecondFactor, account.State, account.MethodsConfirmedUtc, account.PasskeySuggestedUtc,
            account.CreatedUtc, account.UpdatedUtc,
        };
    }

    private async Task<IReadOnlyList<object>> DescribeOrganizationsAsync(CancellationToken ct)
    {
        var consents = (await organizations.ListConsentsAsync(ct)).ToLookup(consent => consent.OrganizationId);
        return [.. (await organizations.ListAsync(ct)).Select(own => Describe(own, consents[own.Organization.Id]))];
    }

    private static object Describe(OwnOrganization own, IEnumerable<OrganizationConsent> consents) => new
    {
        own.Organization.Slug, Name = own.Organization.DisplayName, own.Tie.Kind, own.Tie.Roles, own.Tie.SkipsUsed, own.Tie.LastSkippedUtc,
        SinceUtc = own.Tie.CreatedUtc, own.Tie.GuestName, own.Sponsor, own.Tie.AccessEndsUtc, own.Tie.LeftUtc,
        Accepted = consents.Select(consent => new { consent.Version, consent.Culture, consent.Text, consent.AcceptedUtc, consent.WithdrawnUtc, consent.Address }),
    };

    private object Describe(Method method)
    {
        var pages = factors.Has(method.FactorKey) ? factors.PagesOf(method.FactorKey) : null;
        return new
        {
            method.Id, Kind = method.FactorKey, method.Label, Target = pages?.WholeTargetOf(method), method.IsDefault, AddedUtc = method.CreatedUtc, method.LastUsedUtc,
        };
    }

    private static object Describe(Session session) => new
    {
        session.Id, session.CreatedUtc, session.AuthenticatedUtc, session.LastSeenUtc, session.ExpiresUtc, session.IsPersistent, session.Address, session.UserAgent,
        ShownWith = session.Proofs.Select(proof => new { proof.FactorKey, proof.AtUtc }),
    };

    private static object Describe(Device device) => new { device.Id, device.FirstSeenUtc, device.LastSeenUtc, device.RememberedUtc, device.Address, device.UserAgent };

    private static object Describe(ConsentRecord consent) => new { consent.ClientId, consent.Scopes, consent.DeclinedScopes, consent.GrantedUtc };
}
