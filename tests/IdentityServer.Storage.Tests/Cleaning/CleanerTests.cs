using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Cleaning;

[SupportedOSPlatform("linux")]
public sealed class CleanerOnPostgreSqlTests(PostgreSqlFixture fixture) : CleanerContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class CleanerOnSqlServerTests(SqlServerFixture fixture) : CleanerContract(fixture), IClassFixture<SqlServerFixture>;
