using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Invitations;

[SupportedOSPlatform("linux")]
public sealed class InvitationStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : InvitationStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class InvitationStoreOnSqlServerTests(SqlServerFixture fixture) : InvitationStoreContract(fixture), IClassFixture<SqlServerFixture>;
