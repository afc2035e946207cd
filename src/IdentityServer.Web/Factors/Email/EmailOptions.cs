using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Email;

/// <summary>Section "Factors:Email": codes by e-mail.</summary>
internal sealed class EmailOptions
{
    /// <summary>Codes to one address, and codes of one account, in an hour.</summary>
    [Range(1, 100)]
    public int SendsPerHour { get; set; } = 5;

    /// <summary>Codes to one address in a day.</summary>
    [Range(1, 1000)]
    public int SendsPerDay { get; set; } = 20;
}

[OptionsValidator]
internal sealed partial class EmailOptionsValidator : IValidateOptions<EmailOptions>;
