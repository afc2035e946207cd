using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityServer.Web.Tests.Support;

/// <summary>What a test's responder says to every question.</summary>
internal sealed record ResponderWishes
{
    /// <summary>The tag of CertStatus: 0 good, 1 revoked, 2 unknown.</summary>
    public int Status { get; init; }

    public DateTimeOffset ThisUpdate { get; init; } = DateTimeOffset.UtcNow.AddMinutes(-10);

    public DateTimeOffset? NextUpdate { get; init; } = DateTimeOffset.UtcNow.AddHours(1);

    /// <summary>Who signs; null: the authority itself.</summary>
    public X509Certificate2? Signer { get; init; }

    /// <summary>Null repeats the question's.</summary>
    public byte[]? Nonce { get; init; }

    public bool LeavesNonceOut { get; init; }

    /// <summary>Instead of the one asked for.</summary>
    public ReadOnlyMemory<byte>? SerialNumber { get; init; }
}

/// <summary>An authority's web server: revocation lists by name, and OCSP answers (RFC 6960) signed as a test likes.</summary>
internal sealed class TestResponder : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestIssuer _issuer;

    private TestResponder(WebApplication app, TestIssuer issuer) => (_app, _issuer) = (app, issuer);

    public string Origin { get; private set; } = "";

    public string OcspUrl => Origin + "/ocsp";

    public ResponderWishes Wishes { get; set; } = new();

    /// <summary>Files by name; null answers with 404.</summary>
    public ConcurrentDictionary<string, byte[]> Lists { get; } = new();

    public static async Task<TestResponder> StartAsync(TestIssuer issuer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var responder = new TestResponder(builder.Build(), issuer);
        responder._app.MapGet("/lists/{name}", (string name) => responder.Lists.TryGetValue(name, out var list) ? Results.Bytes(list, "application/pkix-crl") : Results.NotFound());
        responder._app.MapPost("/ocsp", responder.AnswerAsync);
        await responder._app.StartAsync();
        responder.Origin = responder._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return responder;
    }

    public string ListUrl(string name) => $"{Origin}/lists/{name}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> AnswerAsync(HttpRequest http)
    {
        using var question = new MemoryStream();
        await http.Body.CopyToAsync(question);
        return Results.Bytes(Answer(_issuer, question.ToArray(), Wishes), "application/ocsp-response");
    }

    public static byte[] Answer(TestIssuer issuer, byte[] question, ResponderWishes wishes)
    {
        var asked = new AsnReader(question, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        var id = asked.ReadSequence().ReadSequence().ReadSequence();
        var extension = asked.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 2)).ReadSequence().ReadSequence();
        extension.ReadObjectIdentifier();
        var nonce = wishes.Nonce ?? new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();

        var signer = wishes.Signer ?? issuer.Certificate;
        var data = WriteData(id, signer, nonce, wishes);
        using var key = signer.GetECDsaPrivateKey()!;
        var signature = key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Wrap(data, signature, signer);
    }

    private static byte[] WriteData(AsnReader id, X509Certificate2 signer, byte[] nonce, ResponderWishes wishes)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Tag(1))) writer.WriteEncodedValue(signer.SubjectName.RawData);
            writer.WriteGeneralizedTime(wishes.ThisUpdate, omitFractionalSeconds: true);
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(id.ReadEncodedValue().Span);
                    writer.WriteOctetString(id.ReadOctetString());
                    writer.WriteOctetString(id.ReadOctetString());
                    writer.WriteInteger((wishes.SerialNumber ?? id.ReadIntegerBytes()).Span);
                }

                WriteStatus(writer, wishes);
            }

            if (!wishes.LeavesNonceOut) WriteNonce(writer, nonce);
        }

        return writer.Encode();
    }

    private static void WriteStatus(AsnWriter writer, ResponderWishes wishes)
    {
        if (wishes.Status == 1)
        {
            using (writer.PushSequence(Tag(1))) writer.WriteGeneralizedTime(DateTimeOffset.UtcNow.AddDays(-1), omitFractionalSeconds: true);
        }
        else
        {
            writer.WriteNull(Tag(wishes.Status));
        }

        writer.WriteGeneralizedTime(wishes.ThisUpdate, omitFractionalSeconds: true);
        if (wishes.NextUpdate is not { } next) return;
        using (writer.PushSequence(Tag(0))) writer.WriteGeneralizedTime(next, omitFractionalSeconds: true);
    }

    private static void WriteNonce(AsnWriter writer, byte[] nonce)
    {
        using (writer.PushSequence(Tag(1)))
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.2");
            using (writer.PushOctetString()) writer.WriteOctetString(nonce);
        }
    }

    private static byte[] Wrap(byte[] data, byte[] signature, X509Certificate2 signer)
    {
        var basic = new AsnWriter(AsnEncodingRules.DER);
        using (basic.PushSequence())
        {
            basic.WriteEncodedValue(data);
            using (basic.PushSequence()) basic.WriteObjectIdentifier("1.2.840.10045.4.3.2");
            basic.WriteBitString(signature);
            using (basic.PushSequence(Tag(0)))
            using (basic.PushSequence())
            {
                basic.WriteEncodedValue(signer.RawData);
            }
        }

        var response = new AsnWriter(AsnEncodingRules.DER);
        using (response.PushSequence())
        {
            response.WriteEncodedValue([0x0A, 1, 0]);
            using (response.PushSequence(Tag(0)))
            using (response.PushSequence())
            {
                response.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.1");
                response.WriteOctetString(basic.Encode());
            }
        }

        return response.Encode();
    }

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);
}
