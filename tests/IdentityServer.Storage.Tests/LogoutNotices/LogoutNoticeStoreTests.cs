using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.LogoutNotices;

[SupportedOSPlatform("linux")]
public sealed class LogoutNoticeStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : LogoutNoticeStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class LogoutNoticeStoreOnSqlServerTests(SqlServerFixture fixture) : LogoutNoticeStoreContract(fixture), IClassFixture<SqlServerFixture>;
