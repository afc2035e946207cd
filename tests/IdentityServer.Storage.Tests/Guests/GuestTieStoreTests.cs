using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Guests;

[SupportedOSPlatform("linux")]
public sealed class GuestTieStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : GuestTieStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class GuestTieStoreOnSqlServerTests(SqlServerFixture fixture) : GuestTieStoreContract(fixture), IClassFixture<SqlServerFixture>;
