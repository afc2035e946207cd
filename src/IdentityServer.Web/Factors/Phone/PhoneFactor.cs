using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.SentCodes;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>A code that reaches the person's phone; text and call share the phone, its wizard and its limits.</summary>
internal abstract class PhoneFactor(SentCodeChecks checks, MethodSecrets secrets, IOptions<PhoneOptions> options) : SentCodeFactor(checks)
{
    public override string SetUpWith => TextFactor.FactorKey;

    public override SentCodeRules Rules => SentCodeRules.Phone;

    public override string Description => "We text or call your phone with a six-digit code.";

    public override string Section => "Phone";

    public override string? EnrollPage => "/Factors/Phone/Number";

    public override string AddressOf(Method method) => PhoneState.FromJson(secrets.Unprotect(method)).Number;

    public string Seal(string number) => secrets.Protect(Key, new PhoneState(number).ToJson());

    public override string Mask(string address) => PhoneNumber.Mask(address);

    public override bool MaySendTo(string address, Organization? organization)
    {
        var accepted = AcceptedCountries(organization);
        return Countries.Of(address).Any(accepted.Contains);
    }

    /// <summary>The countries that server and organization both accept.</summary>
    public IReadOnlyList<Country> AcceptedCountries(Organization? organization) =>
        [.. Countries.All.Where(country => IsIn(options.Value.Countries, country) && IsIn(organization?.Policy.PhoneCountries ?? [], country))];

    public override IReadOnlyList<SendQuota> QuotasOf(string address, Guid accountId) =>
    [
        SendQuota.Hourly($"codes:phone:{address}", options.Value.SendsPerHour),
        SendQuota.Hourly($"codes:phone:{accountId:N}", options.Value.SendsPerHour),
        SendQuota.Daily($"codes:phone:{address}", options.Value.SendsPerDay),
        SendQuota.Daily("codes:phone", options.Value.ServerSendsPerDay),
    ];

    private static bool IsIn(IReadOnlyList<string> accepted, Country country) => accepted.Count == 0 || accepted.Contains(country.Iso, StringComparer.OrdinalIgnoreCase);
}
