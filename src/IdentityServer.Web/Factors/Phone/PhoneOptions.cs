using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>Section "Factors:Phone": codes by text message and by call.</summary>
internal sealed class PhoneOptions : IValidatableObject
{
    /// <summary>The countries whose numbers are accepted (ISO 3166-1); none: all. An organization may accept fewer.</summary>
    public IReadOnlyList<string> Countries { get; set; } = [];

    /// <summary>The country that the list begins with where the browser names none.</summary>
    [Required]
    public string DefaultCountry { get; set; } = "CA";

    /// <summary>Codes to one number, and codes of one account, in an hour.</summary>
    [Range(1, 100)]
    public int SendsPerHour { get; set; } = 5;

    /// <summary>Codes to one number in a day.</summary>
    [Range(1, 1000)]
    public int SendsPerDay { get; set; } = 10;

    /// <summary>Codes to all numbers in a day: what a flood may cost.</summary>
    [Range(1, 10_000_000)]
    public int ServerSendsPerDay { get; set; } = 10_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Countries.Append(DefaultCountry)
        .Where(iso => Phone.Countries.Find(iso) is null)
        .Select(iso => new ValidationResult($"Factors:Phone: \"{iso}\" is no country; write two letters, as in CA."));
}

[OptionsValidator]
internal sealed partial class PhoneOptionsValidator : IValidateOptions<PhoneOptions>;
