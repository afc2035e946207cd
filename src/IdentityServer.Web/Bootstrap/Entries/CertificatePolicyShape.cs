using System.Text.RegularExpressions;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Fields;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>"certificates" of an organization's policy.</summary>
internal static partial class CertificatePolicyShape
{
    private static readonly ListForm<string> Oids = new(new TextForm(Oid));

    private static readonly ListForm<string> Authorities = new(new TextForm(Thumbprint));

    private static readonly Shape<OcspResponder> Responder = new Shape<OcspResponder>(new("", ""))
        .Add("authority", new TextForm(Thumbprint), r => r.Authority, (r, value) => r with { Authority = value }, required: true)
        .Add("url", new TextForm(Rules.Url), r => r.Url, (r, value) => r with { Url = value }, required: true);

    internal static readonly Shape<CertificatePolicy> Fields = new Shape<CertificatePolicy>(new())
        .Add("requireRevocationCheck", new FlagForm(), p => p.RequireRevocationCheck, (p, value) => p with { RequireRevocationCheck = value })
        .Add("useNamedResponders", new FlagForm(), p => p.UseNamedResponders, (p, value) => p with { UseNamedResponders = value })
        .Add("responders", new ListForm<OcspResponder>(Responder, r => r.Authority), p => p.Responders, (p, value) => p with { Responders = value })
        .Add("multiFactorPolicyOids", Oids, p => p.MultiFactorPolicyOids, (p, value) => p with { MultiFactorPolicyOids = value })
        .Add("multiFactorAuthorities", Authorities, p => p.MultiFactorAuthorities, (p, value) => p with { MultiFactorAuthorities = value })
        .Add("hardwarePolicyOids", Oids, p => p.HardwarePolicyOids, (p, value) => p with { HardwarePolicyOids = value });

    private static string? Oid(ref string text) =>
        text.Length <= 200 && OidText().IsMatch(text) ? null : "an object identifier is written 1.3.6.1.4.1.99999.1";

    private static string? Thumbprint(ref string text)
    {
        text = text.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        return ThumbprintText().IsMatch(text) ? null : "an authority is named by the SHA-256 of its certificate: 64 hexadecimal digits";
    }

    [GeneratedRegex(@"^[0-2](\.(0|[1-9][0-9]*))+\z")]
    private static partial Regex OidText();

    [GeneratedRegex(@"^[0-9A-F]{64}\z")]
    private static partial Regex ThumbprintText();
}
