using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Audit;

[SupportedOSPlatform("linux")]
public sealed class AuditLogReaderOnPostgreSqlTests(PostgreSqlFixture fixture) : AuditLogReaderContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class AuditLogReaderOnSqlServerTests(SqlServerFixture fixture) : AuditLogReaderContract(fixture), IClassFixture<SqlServerFixture>;
