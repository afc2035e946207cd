using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.SignOut.Backchannel;

/// <summary>Section "BackchannelLogout".</summary>
internal sealed class BackchannelOptions
{
    /// <summary>Applications may be at addresses of the inner network; null: in Development only.</summary>
    public bool? AllowPrivateNetworks { get; set; }

    /// <summary>How long an application may take to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often this server looks for sessions that have ended.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);
}

[OptionsValidator]
internal sealed partial class BackchannelOptionsValidator : IValidateOptions<BackchannelOptions>;
