using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Quotas;

[SupportedOSPlatform("linux")]
public sealed class QuotaStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : QuotaStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class QuotaStoreOnSqlServerTests(SqlServerFixture fixture) : QuotaStoreContract(fixture), IClassFixture<SqlServerFixture>;
