using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Outbox;

[SupportedOSPlatform("linux")]
public sealed class OutboxOnPostgreSqlTests(PostgreSqlFixture fixture) : OutboxContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class OutboxOnSqlServerTests(SqlServerFixture fixture) : OutboxContract(fixture), IClassFixture<SqlServerFixture>;
