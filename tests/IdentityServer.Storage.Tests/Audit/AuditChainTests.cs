using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Audit;

[SupportedOSPlatform("linux")]
public sealed class AuditChainOnPostgreSqlTests(PostgreSqlFixture fixture) : AuditChainContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class AuditChainOnSqlServerTests(SqlServerFixture fixture) : AuditChainContract(fixture), IClassFixture<SqlServerFixture>;
