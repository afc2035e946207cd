using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Memberships;

[SupportedOSPlatform("linux")]
public sealed class GuestStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : GuestStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class GuestStoreOnSqlServerTests(SqlServerFixture fixture) : GuestStoreContract(fixture), IClassFixture<SqlServerFixture>;
