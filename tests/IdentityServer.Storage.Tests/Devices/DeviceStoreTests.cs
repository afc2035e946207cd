using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Devices;

[SupportedOSPlatform("linux")]
public sealed class DeviceStoreOnPostgreSqlTests(PostgreSqlFixture fixture) : DeviceStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class DeviceStoreOnSqlServerTests(SqlServerFixture fixture) : DeviceStoreContract(fixture), IClassFixture<SqlServerFixture>;
