using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Accounts;

[SupportedOSPlatform("linux")]
public sealed class AccountDirectoryOnPostgreSqlTests(PostgreSqlFixture fixture) : AccountDirectoryContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class AccountDirectoryOnSqlServerTests(SqlServerFixture fixture) : AccountDirectoryContract(fixture), IClassFixture<SqlServerFixture>;
