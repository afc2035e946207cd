using System.Runtime.Versioning;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Subjects;

[SupportedOSPlatform("linux")]
public sealed class SubjectReaderOnPostgreSqlTests(PostgreSqlFixture fixture) : SubjectReaderContract(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class SubjectReaderOnSqlServerTests(SqlServerFixture fixture) : SubjectReaderContract(fixture), IClassFixture<SqlServerFixture>;
