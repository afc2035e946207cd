using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Accounts;

[SupportedOSPlatform("linux")]
public sealed class AccountStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : AccountStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class AccountStoreOnSqlServerTests(SqlServerFixture fixture) : AccountStoreContract(fixture), IClassFixture<SqlServerFixture>;
