using System.Runtime.Versioning;

// Test databases live in a private PostgreSQL cluster, which only runs there.
[assembly: SupportedOSPlatform("linux")]
