using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Methods;

[SupportedOSPlatform("linux")]
public sealed class MethodStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : MethodStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class MethodStoreOnSqlServerTests(SqlServerFixture fixture) : MethodStoreContract(fixture), IClassFixture<SqlServerFixture>;
