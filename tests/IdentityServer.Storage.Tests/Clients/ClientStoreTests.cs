using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Clients;

[SupportedOSPlatform("linux")]
public sealed class ClientStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : ClientStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class ClientStoreOnSqlServerTests(SqlServerFixture fixture) : ClientStoreContract(fixture), IClassFixture<SqlServerFixture>;
