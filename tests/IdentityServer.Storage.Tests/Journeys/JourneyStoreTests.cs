using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Journeys;

[SupportedOSPlatform("linux")]
public sealed class JourneyStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : JourneyStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class JourneyStoreOnSqlServerTests(SqlServerFixture fixture) : JourneyStoreContract(fixture), IClassFixture<SqlServerFixture>;
