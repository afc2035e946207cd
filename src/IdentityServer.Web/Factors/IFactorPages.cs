using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors;

/// <summary>What pages need to know about a factor: its words, its picture and where its own pages are.</summary>
public interface IFactorPages
{
    /// <summary>The <see cref="IdentityServer.SignIn.Factors.IFactor.Key"/> it belongs to.</summary>
    string Key { get; }

    /// <summary>A name in the icon sprite.</summary>
    string Icon { get; }

    /// <summary>English text (and key of the translation): "Authenticator app".</summary>
    string Name { get; }

    /// <summary>What the method choice calls it, where factors that are set up together have one name: "Phone".</summary>
    string Section => Name;

    /// <summary>One sentence for the method choice, in English.</summary>
    string Description { get; }

    /// <summary>What the chooser offers, in English with placeholders: "Text {0}".</summary>
    string Offer { get; }

    /// <summary>The page that asks for the proof at a sign-in; null where it has no place there.</summary>
    string? ChallengePage { get; }

    /// <summary>The first page of its wizard; null where people can't set it up themselves.</summary>
    string? EnrollPage { get; }

    /// <summary>
    /// A partial view that offers this factor as the way in, beside name and password: an item of a list of choices. Null where it can't be one.
    /// </summary>
    string? SignInPartial => null;

    /// <summary>The challenge page sends a code when a form with <c>action=send</c> is posted to it: whoever chooses the factor may do so at once.</summary>
    bool SendsCodes => false;

    /// <summary>Many devices bring along what it takes: on those it is offered before all others.</summary>
    bool IsInDevices => false;

    /// <summary>How a password reset asks for it of somebody of whom nothing is known yet, not even whether there is such an account; null where it can't.</summary>
    BlindProof? BlindProof => null;

    /// <summary>The masked target of a method that fills the placeholder of <see cref="Offer"/>; null where there is none.</summary>
    string? TargetOf(Method method);

    /// <summary>The whole number or address, for its owner alone; null where there is none.</summary>
    string? WholeTargetOf(Method method) => null;

    /// <summary>What else there is to say about a method, in whole phrases.</summary>
    IEnumerable<string> DetailsOf(Method method, IStringLocalizer<Texts> texts) => [];
}
