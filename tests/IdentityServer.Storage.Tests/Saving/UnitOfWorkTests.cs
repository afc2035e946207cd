using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Saving;

[SupportedOSPlatform("linux")]
public sealed class UnitOfWorkOnPostgreSqlTests(PostgreSqlFixture fixture) : UnitOfWorkContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class UnitOfWorkOnSqlServerTests(SqlServerFixture fixture) : UnitOfWorkContract(fixture), IClassFixture<SqlServerFixture>;
