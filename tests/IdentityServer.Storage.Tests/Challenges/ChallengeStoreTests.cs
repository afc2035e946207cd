using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Challenges;

[SupportedOSPlatform("linux")]
public sealed class ChallengeStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : ChallengeStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class ChallengeStoreOnSqlServerTests(SqlServerFixture fixture) : ChallengeStoreContract(fixture), IClassFixture<SqlServerFixture>;
