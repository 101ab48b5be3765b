using AccountValidation.Service.Telemetry;
using Microsoft.Extensions.Configuration;

namespace AccountValidation.Service.Tests.Telemetry;

/// <summary>
/// The settings of the export: off without an endpoint, and refused where the exporter would be silent.
/// </summary>
public sealed class TelemetryExportTests
{
    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "HTTP")]
    public void Read_ASettingThatTheExporterCannotUse_IsRefused(string name, string value)
    {
        var (_, faults) = Configured.With((name, value));

        Assert.StartsWith(name + ": ", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnAddressOfASingleSignal_NeedsTheAddressForTheOthers()
    {
        (string, string?) logs = ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "https://collector.example/v1/logs");

        Assert.StartsWith(
            "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: needs OTEL_EXPORTER_OTLP_ENDPOINT",
            Assert.Single(Configured.With(logs).Faults),
            StringComparison.Ordinal);
        Assert.Empty(Configured.With(logs, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317")).Faults);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]
    public void Read_ASettingThatTheExporterCanUse_IsTaken(string name, string value) =>
        Assert.Empty(Configured.With((name, value)).Faults);

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317", true)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://localhost:4317", false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", " ", false)]
    [InlineData("OTEL_SERVICE_NAME", "pennies", false)]
    public void IsOn_WithAnEndpoint_IsTrue(string name, string value, bool isOn) =>
        Assert.Equal(
            isOn,
            TelemetryExport.IsOn(
                new ConfigurationBuilder()
                    .AddInMemoryCollection([KeyValuePair.Create(name, (string?)value)])
                    .Build()));
}
