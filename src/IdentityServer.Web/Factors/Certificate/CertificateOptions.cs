using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>Section "CertificateAuthentication".</summary>
internal sealed class CertificateOptions
{
    public const string Section = "CertificateAuthentication";

    /// <summary>
    /// Where browsers are sent to present a certificate: a host or port of its own. "{attempt}" in the host's name becomes a new word for every
    /// try, for browsers remember their choice by name. Null: certificates are not offered.
    /// </summary>
    public string? Url { get; set; }

    /// <summary>The address that this server listens on for it; null where a proxy does.</summary>
    public string? Listen { get; set; }

    /// <summary>How long a revocation list may be used before it is fetched again; never longer than it says itself.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ListRefresh { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long an authority's server may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes that a revocation list may have.</summary>
    [Range(1024, 100_000_000)]
    public int LargestList { get; set; } = 20_000_000;

    /// <summary>Lists and responders may be at addresses of the inner network.</summary>
    public bool AllowPrivateNetworks { get; set; }
}

[OptionsValidator]
internal sealed partial class CertificateOptionsValidator : IValidateOptions<CertificateOptions>;
