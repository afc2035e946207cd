using IdentityServer.Messaging.Outbox;
using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Assignments;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Consent;
using IdentityServer.Protocol.EndSession;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Keys;
using IdentityServer.Protocol.Subjects;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Certificates;
using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Devices;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Secrets;
using IdentityServer.SignIn.Sessions;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Apis;
using IdentityServer.Storage.Assignments;
using IdentityServer.Storage.Audit;
using IdentityServer.Storage.Caching;
using IdentityServer.Storage.Challenges;
using IdentityServer.Storage.Cleaning;
using IdentityServer.Storage.Clients;
using IdentityServer.Storage.Consents;
using IdentityServer.Storage.Devices;
using IdentityServer.Storage.Grants;
using IdentityServer.Storage.Guests;
using IdentityServer.Storage.Invitations;
using IdentityServer.Storage.Journeys;
using IdentityServer.Storage.Keys;
using IdentityServer.Storage.LogoutNotices;
using IdentityServer.Storage.Memberships;
using IdentityServer.Storage.Methods;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Organizations;
using IdentityServer.Storage.Outbox;
using IdentityServer.Storage.Quotas;
using IdentityServer.Storage.RevocationLists;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Secrets;
using IdentityServer.Storage.Sessions;
using IdentityServer.Storage.Sql;
using IdentityServer.Storage.Startup;
using IdentityServer.Storage.Subjects;
using IdentityServer.Storage.Throttles;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IdentityServer.Storage;

/// <summary>The storage's one door.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds every store, the unit of work, the protection of secrets (Data Protection with its ring in the database) and
    /// <see cref="IDatabaseStartup"/>, which has to have run before anything else is asked.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OutboxSignal>();
        services.TryAddSingleton<InvitationSignal>();
        services.AddSingleton(options).AddSingleton<Database>().AddSingleton<IDatabaseStartup, DatabaseStartup>().AddSingleton<IDatabaseHealth, DatabaseHealth>();
        services.AddPooledDbContextFactory<IdentityContext>((provider, builder) => provider.GetRequiredService<Database>().Configure(builder));
        services.AddScoped<UnitOfWork>().AddScoped<IUnitOfWork>(provider => provider.GetRequiredService<UnitOfWork>());
        services.AddSingleton<Cleaner>().AddHostedService<CleaningLoop>().AddHostedService<AuditSealingLoop>();
        return services.AddSecrets(options).AddEngineStores().AddSignInStores();
    }

    private static IServiceCollection AddSecrets(this IServiceCollection services, StorageOptions options)
    {
        services.AddDataProtection().SetApplicationName("IdentityServer");
        services.AddSingleton(options.MasterKey).AddSingleton<RingCipher>().AddSingleton<RingRepository>().AddSingleton<RingCheck>();
        services.AddOptions<KeyManagementOptions>().Configure<RingRepository, RingCipher>((ring, repository, cipher) =>
        {
            ring.XmlRepository = repository;
            ring.XmlEncryptor = cipher;
        });
        return services
            .AddSingleton<DataProtectionSecrets>()
            .AddSingleton<ISecretProtector>(provider => provider.GetRequiredService<DataProtectionSecrets>())
            .AddSingleton<IKeyProtector>(provider => provider.GetRequiredService<DataProtectionSecrets>());
    }

    private static IServiceCollection AddEngineStores(this IServiceCollection services) => services
        .AddSingleton<Caches>()
        .AddSingleton<IClientStore, ClientStore>()
        .AddSingleton<IApiStore, ApiStore>()
        .AddSingleton<IGrantStore, GrantStore>()
        .AddSingleton<ILogoutNoticeStore, LogoutNoticeStore>()
        .AddSingleton<IConsentStore, ConsentStore>()
        .AddSingleton<ISigningKeyStore, SigningKeyStore>()
        .AddSingleton<ApplicationView>()
        .AddSingleton<ISubjectReader, SubjectReader>()
        .AddSingleton<IClientDirectory, ClientDirectory>()
        .AddSingleton<IClientSecretUses, ClientSecretUses>()
        .AddScoped<IClientRegistry, ClientRegistry>()
        .AddScoped<IAssignmentStore, AssignmentStore>()
        .AddScoped<IApiRegistry, ApiRegistry>();

    private static IServiceCollection AddSignInStores(this IServiceCollection services) => services
        .AddSingleton<IOrganizationStore, OrganizationStore>()
        .AddSingleton<IQuotaStore, QuotaStore>()
        .AddSingleton<IRevocationListStore, RevocationListStore>()
        .AddSingleton<IOutboxStore, OutboxStore>()
        .AddScoped<IOrganizationRegistry, OrganizationRegistry>()
        .AddScoped<IAccountStore, AccountStore>()
        .AddScoped<IAccountDirectory, AccountDirectory>()
        .AddScoped<IMethodStore, MethodStore>()
        .AddScoped<IChallengeStore, ChallengeStore>()
        .AddScoped<IThrottleStore, ThrottleStore>()
        .AddScoped<IDeviceStore, DeviceStore>()
        .AddScoped<IJourneyStore, JourneyStore>()
        .AddScoped<ISessionStore, SessionStore>()
        .AddScoped<IInvitationStore, InvitationStore>()
        .AddScoped<IGuestStore, GuestStore>()
        .AddScoped<IOrganizationConsentStore, OrganizationConsentStore>()
        .AddScoped<IGuestTieStore, GuestTieStore>()
        .AddScoped<IAuditLog, AuditLog>()
        .AddScoped<IAuditReader, AuditReader>()
        .AddScoped<IAuditLogReader, AuditLogReader>()
        .AddSingleton<IOverviewReader, OverviewReader>()
        .AddScoped<IMessageReader, MessageReader>()
        .AddSingleton<AuditSeals>()
        .AddSingleton<IAuditChain, AuditChain>()
        .AddSingleton<AuditChainCheck>()
        .AddScoped<IOutbox, Outbox.Outbox>();
}
