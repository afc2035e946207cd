using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Audit;

[SupportedOSPlatform("linux")]
public sealed class OverviewReaderOnPostgreSqlTests(PostgreSqlFixture fixture) : OverviewReaderContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class OverviewReaderOnSqlServerTests(SqlServerFixture fixture) : OverviewReaderContract(fixture), IClassFixture<SqlServerFixture>;
