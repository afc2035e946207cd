using System.Globalization;
using System.Text.RegularExpressions;

namespace IdentityServer.Web.Tests.Support;

/// <summary>The words that people see, by the English ones; typed from the guides and the glossary, not read from the server's resources.</summary>
internal static class Labels
{
    private static readonly Dictionary<string, string> French = new()
    {
        ["Sign in"] = "Se connecter",
        ["Email, phone or user name"] = "E-mail, téléphone ou identifiant",
        ["Password"] = "Mot de passe",
        ["Next"] = "Suivant",
        ["Back"] = "Précédent",
        ["Cancel"] = "Annuler",
        ["Pick an account"] = "Choisir un compte",
        ["Use another account"] = "Utiliser un autre compte",
        ["Stay signed in?"] = "Rester connecté ?",
        ["Yes"] = "Oui",
        ["No"] = "Non",
        ["Verify your identity"] = "Vérifiez votre identité",
        ["Use a verification code"] = "Utiliser un code de vérification",
        ["I can't use this method right now"] = "Je ne peux pas utiliser cette méthode pour le moment",
        ["More information"] = "Plus d'informations",
        ["Enter code"] = "Saisir le code",
        ["Verify"] = "Vérifier",
        ["Protect your account"] = "Protégez votre compte",
        ["Keep your account secure"] = "Sécurisez votre compte",
        ["Skip for now ({0} times left)"] = "Ignorer pour l'instant ({0} fois restantes)",
        ["Start by getting the app"] = "Commencez par télécharger l'application",
        ["Download now"] = "Télécharger maintenant",
        ["I want to use a different authenticator app"] = "Je souhaite utiliser une autre application d'authentification",
        ["Set up your account"] = "Configurer votre compte",
        ["Scan the QR code"] = "Scannez le code QR",
        ["Can't scan the image?"] = "Impossible de numériser l'image ?",
        ["Account name"] = "Nom du compte",
        ["Secret key"] = "Clé secrète",
        ["Address"] = "Adresse",
        ["Copy"] = "Copier",
        ["Copied"] = "Copié",
        ["iPhone"] = "iPhone",
        ["Android"] = "Android",
        ["Choose"] = "Choisir",
        ["Set up already"] = "Déjà configuré",
        ["Certificate or smart card"] = "Certificat ou carte à puce",
        ["Use a certificate or smart card"] = "Utiliser un certificat ou une carte à puce",
        ["Authenticator app"] = "Application d'authentification",
        ["Success!"] = "Réussite !",
        ["Great job! You have successfully set up your security info."] = "Bravo ! Vos informations de sécurité sont configurées.",
        ["Default sign-in method"] = "Méthode de connexion par défaut",
        ["Done"] = "Terminé",
        ["Permissions requested by {0}"] = "Autorisations demandées par {0}",
        ["Accept"] = "Accepter",
        ["Sign out"] = "Se déconnecter",
        ["You signed out of your account."] = "Vous êtes déconnecté de votre compte.",
        ["Don't ask again on this device for {0} days"] = "Ne plus demander sur cet appareil pendant {0} jours",
        ["Use a recovery code"] = "Utiliser un code de récupération",
        ["Use a temporary access pass"] = "Utiliser un passe d'accès temporaire",
        ["Enter your temporary access pass"] = "Saisissez votre passe d'accès temporaire",
        ["Temporary access pass"] = "Passe d'accès temporaire",
        ["Recovery codes"] = "Codes de récupération",
        ["Recovery code"] = "Code de récupération",
        ["I saved my codes"] = "J'ai enregistré mes codes",
        ["Security questions"] = "Questions de sécurité",
        ["Answer {0}"] = "Réponse {0}",
        ["Enter your password"] = "Saisissez votre mot de passe",
        ["Code"] = "Code",
        ["Sign in with a passkey or security key"] = "Se connecter avec une clé d'accès ou de sécurité",
        ["Security key or passkey"] = "Clé de sécurité ou clé d'accès",
        ["Use a security key or passkey"] = "Utiliser une clé de sécurité ou une clé d'accès",
        ["Name your security key or passkey"] = "Nommez votre clé de sécurité ou d'accès",
        ["Name"] = "Nom",
        ["Sign in another way"] = "Se connecter autrement",
        ["I want to set up a different method"] = "Je veux configurer une autre méthode",
        ["Start again"] = "Recommencer",
        ["This sign-in has expired"] = "Cette connexion a expiré",
        ["This sign-in can't go on"] = "Cette connexion ne peut pas continuer",
        ["You have finished this sign-in"] = "Vous avez terminé cette connexion",
        ["You can't open this application"] = "Vous ne pouvez pas ouvrir cette application",
        ["A stronger method is needed"] = "Une méthode plus sûre est nécessaire",
        ["You are signed in"] = "Vous êtes connecté",
        ["The application's request is not right"] = "La demande de l'application n'est pas correcte",
        ["There is no such page"] = "Cette page n'existe pas",
        ["Something went wrong on our side"] = "Une erreur s'est produite de notre côté",
        ["One moment…"] = "Un instant…",
        ["Outgoing messages"] = "Messages sortants",
        ["Continue"] = "Continuer",
        ["Continue to {0}"] = "Continuer vers {0}",
        ["Back to the application"] = "Retour à l'application",
    };

    public static string In(string culture, string english, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, culture == "fr" ? French[english] : english, values);

    /// <summary>The whole label; French typography puts unbreakable spaces where people type plain ones.</summary>
    public static Regex Whole(string label) => new($"^{Loose(label)}$");

    public static Regex Part(string label) => new(Loose(label));

    private static string Loose(string label) => Regex.Escape(label).Replace("\\ ", "\\s", StringComparison.Ordinal);
}
