using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Secrets;

[SupportedOSPlatform("linux")]
public sealed class SecretsOnPostgreSqlTests(PostgreSqlFixture fixture) : SecretsContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class SecretsOnSqlServerTests(SqlServerFixture fixture) : SecretsContract(fixture), IClassFixture<SqlServerFixture>;
