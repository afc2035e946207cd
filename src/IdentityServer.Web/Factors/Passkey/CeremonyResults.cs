using System.Net.Mime;
using System.Text.Json.Nodes;
using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Factors.Passkey.Ceremonies;
using IdentityServer.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>The script's answer: a ceremony, or the sentence to show.</summary>
internal static class CeremonyResults
{
    public static ContentResult Of(CeremonyStart? start, IStringLocalizer<Texts> texts) =>
        start is null ? Sentence(PasskeyTexts.Of(RejectionHint.TooManyTries, texts)) : Json(start.ToJson());

    public static ContentResult Sentence(string message) => Json(new JsonObject { ["message"] = message }.ToJsonString());

    private static ContentResult Json(string json) => new() { Content = json, ContentType = MediaTypeNames.Application.Json };
}
