using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Sessions;

[SupportedOSPlatform("linux")]
public sealed class SessionStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : SessionStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class SessionStoreOnSqlServerTests(SqlServerFixture fixture) : SessionStoreContract(fixture), IClassFixture<SqlServerFixture>;
