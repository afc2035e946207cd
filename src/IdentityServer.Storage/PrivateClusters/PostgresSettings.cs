using System.Globalization;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>Settings for one server on a developer's machine. Given on the command line, so that a newer program brings its own.</summary>
internal static class PostgresSettings
{
    public static IEnumerable<string> Arguments(ClusterHome home, string socketDirectory, PrivateClusterOptions options)
    {
        yield return "-D";
        yield return home.Data;

        foreach (var (name, value) in For(home, socketDirectory, options))
        {
            yield return "-c";
            yield return $"{name}={value}";
        }
    }

    private static IEnumerable<(string Name, string Value)> For(ClusterHome home, string socketDirectory, PrivateClusterOptions options)
    {
        yield return ("listen_addresses", "");
        yield return ("unix_socket_directories", Quote(socketDirectory));
        yield return ("unix_socket_permissions", "0700");
        yield return ("max_connections", options.MaxConnections.ToString(CultureInfo.InvariantCulture));
        yield return ("cluster_name", "identityserver");
        yield return ("timezone", "UTC");

        yield return ("shared_buffers", "128MB");
        yield return ("max_wal_size", "512MB");
        yield return ("checkpoint_timeout", "15min");
        yield return ("random_page_cost", "1.1");

        // Nobody replicates this cluster. Short statements gain nothing from compiled or parallel plans.
        yield return ("wal_level", "minimal");
        yield return ("max_wal_senders", "0");
        yield return ("jit", "off");
        yield return ("max_parallel_workers_per_gather", "0");

        // Two writes to shared memory with every statement, for a list of processes that nobody looks at.
        yield return ("update_process_title", "off");

        // What was answered is on disk. Only tests, whose cluster is thrown away, may do with having handed it to the kernel.
        var durable = options.Durable ? "on" : "off";
        yield return ("fsync", durable);
        yield return ("full_page_writes", durable);
        yield return ("synchronous_commit", "on");

        // A week of logs, one file a day, the oldest overwritten.
        yield return ("logging_collector", "on");
        yield return ("log_directory", home.LogDirectory);
        yield return ("log_filename", "postgres-%a.log");
        yield return ("log_truncate_on_rotation", "on");
        yield return ("log_rotation_age", "1d");
        yield return ("log_rotation_size", "0");
        yield return ("log_line_prefix", "%m [%p] ");
        yield return ("log_timezone", "UTC");
    }

    // unix_socket_directories is a list: commas and blanks in the path must not part it.
    private static string Quote(string path) => $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
