using System.Runtime.Versioning;

// Private databases and signals are Linux's.
[assembly: SupportedOSPlatform("linux")]
