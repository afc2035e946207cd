using System.Globalization;
using IdentityServer.DemoClient;
using IdentityServer.DemoClient.Oidc;
using IdentityServer.DemoClient.Sessions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

builder.Services.AddOptions<DemoOptions>().BindConfiguration("Demo").ValidateOnStart();
builder.Services.AddSingleton<Microsoft.Extensions.Options.IValidateOptions<DemoOptions>, DemoOptionsValidator>();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) });
builder.Services.AddSingleton<ServerDirectory>().AddSingleton<OidcClient>().AddSingleton<DemoSessions>();
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "demo.form");
builder.Services.AddRazorPages();

var app = builder.Build();
CultureInfo[] cultures = [new("en"), new("fr")];
app.UseRequestLocalization(new RequestLocalizationOptions
{
    DefaultRequestCulture = new RequestCulture("en"),
    SupportedCultures = cultures,
    SupportedUICultures = cultures,
    RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()],
});
app.UseMiddleware<SafeHeaders>();
app.UseStaticFiles();
app.MapRazorPages();
app.MapSignIn();

try
{
    app.Run();
    return 0;
}
catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine($"The demo application cannot start: {exception.Message}");
    return 1;
}
