using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IdentityServer.Web.Hosting;

/// <summary>Sends traces and metrics by OTLP while the server runs, if "OpenTelemetry:Endpoint" says where to.</summary>
internal sealed class Telemetry(IConfiguration configuration) : IHostedService, IDisposable
{
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "Npgsql", "Microsoft.Data.SqlClient.EventSource"];
    private static readonly string[] Meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing", "System.Runtime", "Npgsql"];

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration["OpenTelemetry:Endpoint"] is not { Length: > 0 } text) return Task.CompletedTask;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint)) throw new StartupProblem($"OpenTelemetry:Endpoint: \"{text}\" is no address.");

        var resource = ResourceBuilder.CreateDefault().AddService("identityserver");
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter(Configure).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter(Configure).Build();
        return Task.CompletedTask;

        void Configure(OtlpExporterOptions options) => options.Endpoint = endpoint;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
