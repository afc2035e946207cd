using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Assignments;

[SupportedOSPlatform("linux")]
public sealed class AssignmentStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : AssignmentStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class AssignmentStoreOnSqlServerTests(SqlServerFixture fixture) : AssignmentStoreContract(fixture), IClassFixture<SqlServerFixture>;
