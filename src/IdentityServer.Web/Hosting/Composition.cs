using IdentityServer.Protocol;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Storage;
using IdentityServer.Web.Admin;
using IdentityServer.Web.AdminApi;
using IdentityServer.Web.Authenticator;
using IdentityServer.Web.Bootstrap;
using IdentityServer.Web.Factors.Certificate;
using IdentityServer.Web.Factors.Certificate.Presenting;
using IdentityServer.Web.Factors.Email;
using IdentityServer.Web.Factors.GuestCode;
using IdentityServer.Web.Factors.Passkey;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Factors.Phone;
using IdentityServer.Web.Factors.Push;
using IdentityServer.Web.Factors.RecoveryCodes;
using IdentityServer.Web.Factors.SecurityQuestions;
using IdentityServer.Web.Factors.TemporaryAccessPass;
using IdentityServer.Web.Factors.Totp;
using IdentityServer.Web.Guests;
using IdentityServer.Web.Localization;
using IdentityServer.Web.Messages;
using IdentityServer.Web.ProtocolHttp;
using IdentityServer.Web.Shared;
using IdentityServer.Web.SignIn;
using IdentityServer.Web.SignOut.Backchannel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IdentityServer.Web.Hosting;

/// <summary>Wires the rooms together: services first, then the order in which a request passes through them.</summary>
internal static class Composition
{
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // Pages and static files lie beside the program, from wherever it is started.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 48 * 1024;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        });
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder, ServerSettings settings, Func<string> connectionString)
    {
        var certificates = CertificatePlace.Read(builder.Configuration, builder.Environment.IsDevelopment());
        Listen(builder, settings, certificates);

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        var ownApi = ManagementApi.For(settings.Issuer);
        services.AddSingleton(ownApi);
        services.AddStorage(new StorageOptions
        {
            Provider = settings.Provider,
            ConnectionString = connectionString,
            MasterKey = settings.MasterKey,
            CacheSeconds = settings.CacheSeconds,
            OwnApis = [ownApi],
        });
        services.AddProtocol(new ProtocolOptions { Issuer = settings.Issuer });
        services.AddSignIn().AddPasswordFactor().AddTotpFactor().AddPushFactor().AddPhoneFactors(settings.Senders).AddEmailFactor().AddPasskeyFactor()
            .AddCertificateFactor(certificates, builder.Environment.IsDevelopment()).AddTemporaryAccessPassFactor().AddRecoveryCodesFactor().AddSecurityQuestions()
            .AddGuestCode().AddGuests().AddAdministration().AddManagementApi();
        services.AddMessaging(builder.Configuration, settings.Senders, Path.Combine(settings.DataDirectory, "messages"));
        services.AddBackchannelLogout();
        services.AddBootstrap();
        services.AddKnownProxies(builder.Configuration);
        var scale = RequestLimits.ReadScale(builder.Configuration);
        services.AddSingleton(provider => new RequestLimits(provider.GetRequiredService<IQuotaStore>(), provider.GetRequiredService<TimeProvider>(), scale));
        services.AddHostedService<Telemetry>();
        AddPages(services, builder.Environment);

        var app = builder.Build();
        Use(app);
        return app;
    }

    /// <summary>A file under a versioned address never changes; under its plain one a browser asks whether it has.</summary>
    private static void KeepVersioned(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache";

    private static void Listen(WebApplicationBuilder builder, ServerSettings settings, CertificatePlace certificates)
    {
        var development = builder.Environment.IsDevelopment();
        var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? (development ? "http://localhost:5000;https://localhost:5001" : null);
        if (certificates.Listen is { } own) urls += ";" + own;
        if (urls is not null) builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            if (development) https.ServerCertificate ??= DevelopmentCertificate.LoadOrCreate(settings.DataDirectory);
            certificates.Configure(https);
        }));
    }

    private static void AddPages(IServiceCollection services, IHostEnvironment environment)
    {
        services.AddLocalization();
        services.AddScoped<PageChrome>();
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.AddAntiforgery(options =>
        {
            // Lax, or a second tab that an application opens would not bring the cookie, get a new one, and make the first tab's form stale.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.Name = environment.IsDevelopment() ? "form" : "__Host-form";
            options.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            options.FormFieldName = "__RequestVerificationToken";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddRazorPages(options =>
            {
                options.Conventions.ConfigureFilter(new ServiceFilterAttribute<ChromeFilter>());
                options.Conventions.ConfigureFilter(new StaleFormFilter());
                if (!environment.IsDevelopment()) options.Conventions.AddFolderRouteModelConvention("/Dev", route => route.Selectors.Clear());
            })
            .WithRazorPagesAtContentRoot()
            .AddMvcOptions(options =>
            {
                // They read brackets in names as jQuery writes them, and throw at those that don't match.
                options.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
                options.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
            })
            .AddViewOptions(options => options.HtmlHelperOptions.ClientValidationEnabled = false);
        services.AddScoped<ChromeFilter>();
    }

    private static void Use(WebApplication app)
    {
        app.UseMiddleware<CertificateGate>();
        app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment()) app.UseHttpsOnly();
        app.UseProblemPage();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = KeepVersioned });
        app.UseRouting();
        app.UseReadableForms();
        app.UseMiddleware<CultureMiddleware>();
        app.MapProtocol();
        app.MapBrandSheets();
        app.MapAuthenticator();
        app.MapManagementApi();
        app.MapHealth();
        app.MapRazorPages();
    }
}
