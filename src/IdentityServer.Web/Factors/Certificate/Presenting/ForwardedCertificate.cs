using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Primitives;

namespace IdentityServer.Web.Factors.Certificate.Presenting;

/// <summary>A certificate in a header, as proxies write it: RFC 9440's <c>:base64:</c>, or PEM with percent signs (nginx).</summary>
internal static class ForwardedCertificate
{
    /// <summary>The header of RFC 9440.</summary>
    public const string Header = "Client-Cert";

    /// <summary>What comes with it, and isn't needed: the authorities on the way are the organization's own.</summary>
    public const string ChainHeader = "Client-Cert-Chain";

    private const int Longest = 32 * 1024;

    /// <summary>Null: none, several, or none that can be read.</summary>
    public static X509Certificate2? Read(StringValues header)
    {
        if (header is not [{ Length: > 0 and <= Longest } text]) return null;

        try
        {
            return text[0] == ':' ? ReadBytes(text) : ReadPem(Uri.UnescapeDataString(text));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>RFC 9440 §2.1: one byte sequence of RFC 8941, the certificate's DER.</summary>
    private static X509Certificate2? ReadBytes(string text) =>
        text.Length > 2 && text[^1] == ':' ? X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text[1..^1])) : null;

    private static X509Certificate2? ReadPem(string text) => text.StartsWith("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal) ? X509Certificate2.CreateFromPem(text) : null;
}
