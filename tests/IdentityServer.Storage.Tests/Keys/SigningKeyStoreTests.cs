using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Keys;

[SupportedOSPlatform("linux")]
public sealed class SigningKeyStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : SigningKeyStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class SigningKeyStoreOnSqlServerTests(SqlServerFixture fixture) : SigningKeyStoreContract(fixture), IClassFixture<SqlServerFixture>;
