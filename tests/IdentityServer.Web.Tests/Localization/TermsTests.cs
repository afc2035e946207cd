using System.Globalization;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Xunit;

namespace IdentityServer.Web.Tests.Localization;

/// <summary>The labels that people know from elsewhere and search for, word for word, as a page gets them.</summary>
public sealed class TermsTests
{
    private static readonly IStringLocalizer<Texts> Localizer =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Texts>>();

    [Theory]
    [InlineData("Sign in", "Se connecter")]
    [InlineData("Email, phone or user name", "E-mail, téléphone ou identifiant")]
    [InlineData("Password", "Mot de passe")]
    [InlineData("Next", "Suivant")]
    [InlineData("Back", "Précédent")]
    [InlineData("Cancel", "Annuler")]
    [InlineData("Pick an account", "Choisir un compte")]
    [InlineData("Use another account", "Utiliser un autre compte")]
    [InlineData("Stay signed in?", "Rester connecté\u00a0?")]
    [InlineData("Yes", "Oui")]
    [InlineData("No", "Non")]
    [InlineData("Verify your identity", "Vérifiez votre identité")]
    [InlineData("Use a verification code", "Utiliser un code de vérification")]
    [InlineData("I can't use this method right now", "Je ne peux pas utiliser cette méthode pour le moment")]
    [InlineData("More information", "Plus d'informations")]
    [InlineData("Enter code", "Saisir le code")]
    [InlineData("Verify", "Vérifier")]
    [InlineData("Protect your account", "Protégez votre compte")]
    [InlineData("Keep your account secure", "Sécurisez votre compte")]
    [InlineData("Skip for now ({0} times left)", "Ignorer pour l'instant ({0} fois restantes)")]
    [InlineData("Start by getting the app", "Commencez par télécharger l'application")]
    [InlineData("Download now", "Télécharger maintenant")]
    [InlineData("I want to use a different authenticator app", "Je souhaite utiliser une autre application d'authentification")]
    [InlineData("I want to set up a different method", "Je veux configurer une autre méthode")]
    [InlineData("Set up your account", "Configurer votre compte")]
    [InlineData("Scan the QR code", "Scannez le code QR")]
    [InlineData("Can't scan the image?", "Impossible de numériser l'image\u00a0?")]
    [InlineData("Account name", "Nom du compte")]
    [InlineData("Secret key", "Clé secrète")]
    [InlineData("Address", "Adresse")]
    [InlineData("Copy", "Copier")]
    [InlineData("Copied", "Copié")]
    [InlineData("iPhone", "iPhone")]
    [InlineData("Android", "Android")]
    [InlineData("Choose", "Choisir")]
    [InlineData("Set up already", "Déjà configuré")]
    [InlineData("Authenticator app", "Application d'authentification")]
    [InlineData("Success!", "Réussite\u00a0!")]
    [InlineData("Great job! You have successfully set up your security info.", "Bravo\u00a0! Vos informations de sécurité sont configurées.")]
    [InlineData("Default sign-in method", "Méthode de connexion par défaut")]
    [InlineData("Done", "Terminé")]
    [InlineData("Permissions requested by {0}", "Autorisations demandées par {0}")]
    [InlineData("Accept", "Accepter")]
    [InlineData("Sign out", "Se déconnecter")]
    [InlineData("You signed out of your account.", "Vous êtes déconnecté de votre compte.")]
    public void Says_the_agreed_words(string english, string french)
    {
        Assert.Equal(english, In("en", english));
        Assert.Equal(french, In("fr", english));
    }

    [Fact]
    public void Speaks_French_to_every_French_speaking_country() => Assert.Equal("Suivant", In("fr-CA", "Next"));

    private static string In(string culture, string text)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

        try
        {
            return Localizer[text];
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
