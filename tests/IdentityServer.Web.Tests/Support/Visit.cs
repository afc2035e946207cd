using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Support;

/// <summary>What a visitor's browser is like.</summary>
internal sealed record VisitWishes
{
    public string Culture { get; init; } = "en";

    public bool Script { get; init; } = true;

    public ColorScheme Scheme { get; init; } = ColorScheme.Light;

    public int Width { get; init; } = 1024;

    public int Height { get; init; } = 768;

    /// <summary>What the browser presents where it is asked for a certificate; with its private key.</summary>
    public X509Certificate2? Certificate { get; init; }
}

/// <summary>
/// Somebody with a browser of their own, who finds their way by what they read. Whatever the console complains about (above all the
/// content security policy) fails the test.
/// </summary>
internal sealed partial class Visit : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints;

    private Visit(ServerFixture server, VisitWishes wishes, IBrowserContext context, IPage page, ConcurrentQueue<string> complaints) =>
        (Server, Wishes, Context, Page, _complaints) = (server, wishes, context, page, complaints);

    public ServerFixture Server { get; }

    public VisitWishes Wishes { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public static Task<Visit> StartAsync(ServerFixture server, string culture = "en") => StartAsync(server, new VisitWishes { Culture = culture });

    public static async Task<Visit> StartAsync(ServerFixture server, VisitWishes wishes, string? storage = null)
    {
        var browser = await Chromium.SharedAsync();
        var context = await browser.NewContextAsync(new()
        {
            Locale = wishes.Culture == "fr" ? "fr-CA" : "en-CA",
            ColorScheme = wishes.Scheme,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = wishes.Script,
            ViewportSize = new() { Width = wishes.Width, Height = wishes.Height },
            StorageState = storage,
            // The certificate of a development server is its own.
            IgnoreHTTPSErrors = true,
            ClientCertificates = wishes.Certificate is null ? null : [CertificateOf(server, wishes.Certificate)],
        });
        context.SetDefaultTimeout(60_000);
        var complaints = new ConcurrentQueue<string>();
        context.Console += (_, message) =>
        {
            // Chromium notes answers of 400 and above here too; the pages themselves say what they are.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) complaints.Enqueue(message.Text);
        };
        context.WebError += (_, error) => complaints.Enqueue(error.Error);
        return new Visit(server, wishes, context, await context.NewPageAsync(), complaints);
    }

    /// <summary>One more tab of the same browser.</summary>
    public async Task<Visit> OpenTabAsync() => new(Server, Wishes, Context, await Context.NewPageAsync(), _complaints);

    /// <summary>The same browser, read by somebody who now expects another language.</summary>
    public Visit Reading(string culture) => new(Server, Wishes with { Culture = culture }, Context, Page, _complaints);

    public string Text(string english, params object[] values) => Labels.In(Wishes.Culture, english, values);

    public ILocator Heading(string english, params object[] values) =>
        Page.GetByRole(AriaRole.Heading, new() { NameRegex = Labels.Whole(Text(english, values)), Level = 1 });

    public ILocator Button(string english, params object[] values) => Page.GetByRole(AriaRole.Button, new() { NameRegex = Labels.Whole(Text(english, values)) });

    public ILocator Link(string english, params object[] values) => Page.GetByRole(AriaRole.Link, new() { NameRegex = Labels.Whole(Text(english, values)) });

    public ILocator Field(string english) => Page.GetByLabel(Labels.Whole(Text(english)));

    public ILocator Words(string english, params object[] values) => Page.GetByText(Labels.Part(Text(english, values)));

    public Task OpenAsync(ApplicationRequest request) => Page.GotoAsync(request.Url);

    public Task SeesAsync(string heading, params object[] values) => Assertions.Expect(Heading(heading, values)).ToBeVisibleAsync();

    public Task PressAsync(string button, params object[] values) => Button(button, values).ClickAsync();

    public Task FollowAsync(string link, params object[] values) => Link(link, values).ClickAsync();

    public Task TypeAsync(string label, string text) => Field(label).FillAsync(text);

    /// <summary>The error that the page shows, once it does.</summary>
    public async Task<string> ErrorAsync()
    {
        var error = Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(error).ToBeVisibleAsync();
        return (await error.InnerTextAsync()).Trim();
    }

    public async Task NameAsync(Person person)
    {
        await SeesAsync("Sign in");
        await TypeAsync("Email, phone or user name", person.Email);
        await PressAsync("Next");
    }

    public async Task ProvePasswordAsync(Person person)
    {
        await SeesAsync("Enter your password");
        await TypeAsync("Password", person.Password);
        await PressAsync("Sign in");
    }

    public async Task ProveCodeAsync(Person person)
    {
        await SeesAsync("Verify your identity");
        await TypeAsync("Enter code", Server.CodeOf(person.TotpSecret!));
        await PressAsync("Verify");
    }

    /// <summary>With name and password, and the code for whoever has an app.</summary>
    public async Task SignInAsync(Person person)
    {
        await NameAsync(person);
        await ProvePasswordAsync(person);
        if (person.TotpSecret is not null) await ProveCodeAsync(person);
    }

    /// <summary>The application's page, and what the application was told.</summary>
    public async Task<Callback> ArriveAsync(ApplicationRequest request)
    {
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = StandInApplication.Heading })).ToBeVisibleAsync();
        Assert.NotNull(request.Answer);
        return request.Answer;
    }

    /// <summary>Opens the application, signs in and arrives.</summary>
    public async Task<ApplicationRequest> EnterAsync(Company company, Person person, params (string Name, string Value)[] parameters)
    {
        var request = new ApplicationRequest(Server, company, parameters);
        await OpenAsync(request);
        await SignInAsync(person);
        Assert.Null((await ArriveAsync(request)).Error);
        return request;
    }

    private static ClientCertificate CertificateOf(ServerFixture server, X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey() ?? certificate.GetRSAPrivateKey()!;
        return new()
        {
            Origin = server.CertificateOrigin,
            Cert = Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()),
            Key = Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        Assert.Empty(_complaints);
    }

    /// <summary>The address's journey, for addresses of its other pages.</summary>
    public string JourneyId => JourneyParameter().Match(Page.Url).Groups[1].Value;

    public string PathInJourney(string path) => $"{Server.Origin}{path}?j={JourneyId}";

    [GeneratedRegex("[?&]j=([0-9a-f]{32})")]
    private static partial Regex JourneyParameter();
}
