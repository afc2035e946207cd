using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.RevocationLists;

[SupportedOSPlatform("linux")]
public sealed class RevocationListStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : RevocationListStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class RevocationListStoreOnSqlServerTests(SqlServerFixture fixture) : RevocationListStoreContract(fixture), IClassFixture<SqlServerFixture>;
