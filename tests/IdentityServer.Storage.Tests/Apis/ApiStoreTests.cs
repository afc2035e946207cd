using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Apis;

[SupportedOSPlatform("linux")]
public sealed class ApiStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : ApiStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class ApiStoreOnSqlServerTests(SqlServerFixture fixture) : ApiStoreContract(fixture), IClassFixture<SqlServerFixture>;
