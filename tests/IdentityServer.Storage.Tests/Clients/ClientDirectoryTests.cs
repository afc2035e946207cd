using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Clients;

[SupportedOSPlatform("linux")]
public sealed class ClientDirectoryOnPostgreSqlTests(PostgreSqlFixture fixture) : ClientDirectoryContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class ClientDirectoryOnSqlServerTests(SqlServerFixture fixture) : ClientDirectoryContract(fixture), IClassFixture<SqlServerFixture>;
