using System.Text;
using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Web.Bootstrap;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Password;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace IdentityServer.Web.Tests.Bootstrap;

/// <summary>The bootstrap commands over a database in memory.</summary>
internal sealed class BootstrapWorld : IDisposable
{
    internal static readonly PasswordHashing Hashing = new(Options.Create(new PasswordOptions()));

    private readonly ServiceProvider _services;

    internal BootstrapWorld(MemoryDatabase? database = null)
    {
        Database = database ?? new MemoryDatabase();
        _services = new ServiceCollection()
            .AddSingleton<IOrganizationRegistry>(Database).AddSingleton<IOrganizationStore>(Database).AddSingleton<IAccountStore>(Database)
            .AddSingleton<IMethodStore>(Database).AddSingleton<IClientRegistry>(Database).AddSingleton<IApiRegistry>(Database)
            .AddSingleton<IInvitationStore>(Database).AddSingleton<IUnitOfWork>(Database).AddSingleton<IAuditLog>(Database)
            .AddSingleton<ISecretProtector>(Database).AddSingleton<MethodSecrets>().AddSingleton(Hashing).AddSingleton(TimeProvider.System)
            .AddBootstrap()
            .BuildServiceProvider();
    }

    internal MemoryDatabase Database { get; }

    internal IServiceProvider Services => _services;

    internal MethodSecrets Secrets => _services.GetRequiredService<MethodSecrets>();

    internal async Task<BootstrapOutcome> ApplyAsync(string json)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BootstrapApplier>().ApplyAsync(Parse(json), TestContext.Current.CancellationToken);
    }

    internal async Task<string> ExportAsync(bool withSecrets = false)
    {
        using var text = new MemoryStream();
        await using var scope = _services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BootstrapExporter>().ExportAsync(text, withSecrets, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    internal static BootstrapDocument Parse(string json) => Read(json) switch
    {
        BootstrapParsing.Parsed parsed => parsed.Document,
        BootstrapParsing.Problems problems => throw new InvalidOperationException(string.Join('\n', problems.List)),
        _ => throw new InvalidOperationException(),
    };

    internal static BootstrapParsing Read(string json, params (string Name, string Value)[] environment) => BootstrapFile.Parse(
        Encoding.UTF8.GetBytes(json), "bootstrap.json", name => environment.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault());

    public void Dispose() => _services.Dispose();
}
