using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Grants;

[SupportedOSPlatform("linux")]
public sealed class GrantStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : GrantStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class GrantStoreOnSqlServerTests(SqlServerFixture fixture) : GrantStoreContract(fixture), IClassFixture<SqlServerFixture>;
