using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Secrets;

[SupportedOSPlatform("linux")]
public sealed class SecretsAtRestOnPostgreSqlTests(PostgreSqlFixture fixture) : SecretsAtRestContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class SecretsAtRestOnSqlServerTests(SqlServerFixture fixture) : SecretsAtRestContract(fixture), IClassFixture<SqlServerFixture>;
