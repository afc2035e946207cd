using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Throttles;

[SupportedOSPlatform("linux")]
public sealed class ThrottleStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : ThrottleStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class ThrottleStoreOnSqlServerTests(SqlServerFixture fixture) : ThrottleStoreContract(fixture), IClassFixture<SqlServerFixture>;
