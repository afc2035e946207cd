using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Consents;

[SupportedOSPlatform("linux")]
public sealed class ConsentStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : ConsentStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class ConsentStoreOnSqlServerTests(SqlServerFixture fixture) : ConsentStoreContract(fixture), IClassFixture<SqlServerFixture>;
