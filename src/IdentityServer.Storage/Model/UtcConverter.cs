using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IdentityServer.Storage.Model;

/// <summary>All times are UTC; SQL Server's columns don't say so, hence it is said when they are read.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    time => time,
    time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
