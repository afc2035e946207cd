using System.Net;
using System.Text;
using System.Xml.Linq;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;

namespace IdentityServer.Messaging.Tests.Senders;

public sealed class TwilioSenderTests
{
    private static readonly TwilioOptions Options = new("AC17", "token", "") { From = "+15145550100" };

    private static readonly Message Text = Messages.Mail() with { Channel = Channel.Sms, To = "+15145550163", Text = "048213 est votre code & le vôtre", From = null, Html = null };

    private static readonly Message Call = Text with { Channel = Channel.Voice, Text = "Bonjour. Ici DMC Hosting.\nVotre code est le 0, 4 & 8." };

    [Fact]
    public async Task Posts_a_text_with_the_accounts_credentials()
    {
        await using var server = ProviderServer.Start(_ => new(201, """{"sid":"SM42","status":"queued"}"""));

        var answer = await SendAsync(server, Options, Text);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/2010-04-01/Accounts/AC17/Messages.json"), (request.Method, request.Path));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("AC17:token")), request.Headers["Authorization"]);
        Assert.Equal("application/x-www-form-urlencoded", request.Headers["Content-Type"]);
        Assert.Equal(new() { ["To"] = "+15145550163", ["From"] = "+15145550100", ["Body"] = Text.Text }, Form(request));
        Assert.Equal("Twilio SM42", answer);
    }

    [Fact]
    public async Task Leaves_the_number_to_a_messaging_service()
    {
        await using var server = ProviderServer.Start(_ => new(201, """{"sid":"SM42"}"""));

        await SendAsync(server, Options with { MessagingServiceSid = "MG1" }, Text);

        Assert.Equal(new() { ["To"] = "+15145550163", ["MessagingServiceSid"] = "MG1", ["Body"] = Text.Text }, Form(Assert.Single(server.Requests)));
    }

    [Theory, InlineData("fr", "fr-CA"), InlineData("en", "en-US")]
    public async Task A_call_says_everything_twice_in_the_persons_language(string culture, string language)
    {
        await using var server = ProviderServer.Start(_ => new(201, """{"sid":"CA42","status":"queued"}"""));

        var answer = await SendAsync(server, Options with { VoiceFrom = "+15145550101" }, Call with { Culture = culture });

        var request = Assert.Single(server.Requests);
        Assert.Equal("/2010-04-01/Accounts/AC17/Calls.json", request.Path);
        var form = Form(request);
        Assert.Equal(("+15145550163", "+15145550101"), (form["To"], form["From"]));
        var said = XElement.Parse(form["Twiml"]).Elements("Say").ToList();
        Assert.Equal(["Bonjour. Ici DMC Hosting.", "Votre code est le 0, 4 & 8.", "Bonjour. Ici DMC Hosting.", "Votre code est le 0, 4 & 8."], said.Select(say => say.Value));
        Assert.All(said, say => Assert.Equal(language, say.Attribute("language")!.Value));
        Assert.Equal("Twilio CA42", answer);
    }

    [Theory]
    [InlineData(400, """{"code":21211,"message":"The 'To' number +15145550163 is not a valid phone number.","more_info":"https://www.twilio.com/docs/errors/21211","status":400}""",
        "Twilio answered 400: The 'To' number +15145550163 is not a valid phone number. (21211)")]
    [InlineData(401, """{"code":20003,"message":"Authenticate","status":401}""", "Twilio answered 401: Authenticate (20003)")]
    public async Task What_Twilio_refuses_is_refused_for_good_with_its_reason(int status, string body, string reason)
    {
        await using var server = ProviderServer.Start(_ => new(status, body));

        var refusal = await Assert.ThrowsAsync<MessageRefusedException>(() => SendAsync(server, Options, Text));

        Assert.Equal(reason, refusal.Message);
    }

    [Theory, InlineData(429), InlineData(500), InlineData(503)]
    public async Task What_may_go_better_later_is_tried_again(int status)
    {
        await using var server = ProviderServer.Start(_ => new(status, """{"code":20429,"message":"Too Many Requests","status":429}"""));

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(server, Options, Text));
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_tried_again()
    {
        var server = ProviderServer.Start(_ => new(201, "{}"));
        var gone = server.Origin;
        await server.DisposeAsync();
        using var http = Http.Create();

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            new TwilioSender(http, Options with { Endpoint = gone }).SendAsync(Text, TestContext.Current.CancellationToken));
    }

    private static Dictionary<string, string> Form(ProviderServer.Request request) => request.Text.Split('&')
        .Select(pair => pair.Split('=', 2)).ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]));

    private static async Task<string?> SendAsync(ProviderServer server, TwilioOptions options, Message message)
    {
        using var http = Http.Create();
        return await new TwilioSender(http, options with { Endpoint = server.Origin }).SendAsync(message, TestContext.Current.CancellationToken);
    }
}
