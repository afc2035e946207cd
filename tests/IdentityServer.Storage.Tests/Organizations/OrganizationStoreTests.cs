using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Organizations;

[SupportedOSPlatform("linux")]
public sealed class OrganizationStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : OrganizationStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class OrganizationStoreOnSqlServerTests(SqlServerFixture fixture) : OrganizationStoreContract(fixture), IClassFixture<SqlServerFixture>;
