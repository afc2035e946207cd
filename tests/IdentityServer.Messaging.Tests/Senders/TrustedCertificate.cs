using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Messaging.Tests.Senders;

/// <summary>A certificate for localhost that this process trusts, and nobody else: as an operator's own authority is trusted, by SSL_CERT_FILE.</summary>
internal static partial class TrustedCertificate
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("smtp-").FullName;

    internal static (string Certificate, string Key) Files { get; } = Write("trusted");

    /// <summary>Another one for the same name, which nobody trusts.</summary>
    internal static (string Certificate, string Key) Stranger() => Write(Guid.NewGuid().ToString("n"));

    /// <summary>What is trusted is read once, natively, at the first encrypted connection: this has to come before it.</summary>
    [ModuleInitializer]
    internal static void Trust()
    {
        if (SetEnvironment("SSL_CERT_FILE", Files.Certificate, 1) != 0) throw new InvalidOperationException("The environment can't be changed.");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
    }

    private static (string Certificate, string Key) Write(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        var files = (Certificate: Path.Combine(Folder, name + ".pem"), Key: Path.Combine(Folder, name + ".key"));
        File.WriteAllText(files.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
