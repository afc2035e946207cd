using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Audit;

[SupportedOSPlatform("linux")]
public sealed class AuditLogOnPostgreSqlTests(PostgreSqlFixture fixture) : AuditLogContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class AuditLogOnSqlServerTests(SqlServerFixture fixture) : AuditLogContract(fixture), IClassFixture<SqlServerFixture>;
