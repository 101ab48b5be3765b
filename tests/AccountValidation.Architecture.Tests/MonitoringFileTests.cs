using System.Diagnostics.Metrics;
using AccountValidation.AzureEngine.Sweeping;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Telemetry;
using AccountValidation.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.Architecture.Tests;

/// <summary>The dashboard and the alert rules name only metrics that the program has.</summary>
public sealed class MonitoringFileTests
{
    private static readonly string[] Files =
    [
        .. Repository.FilesIn("ops/grafana", "*.json"),
        .. Repository.FilesIn("ops/alerts", "*.yml"),
    ];

    [Fact]
    public void OwnMetric_InTheDashboardOrTheRules_Exists()
    {
        var names = Files.SelectMany(file => PrometheusNames.In(File.ReadAllText(file)))
            .Where(name => name.StartsWith("accountvalidation_", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(names);
        Assert.Equal([], names.Except(OwnNames()).Order(StringComparer.Ordinal));
    }

    // A metric that no document explains is of no use at night.
    [Fact]
    public void OwnMetric_IsInTheDocuments()
    {
        var documents = string.Concat(Repository.FilesIn("docs", "*.md").Select(File.ReadAllText));
        Assert.Equal(
            [],
            OwnInstruments()
                .Select(instrument => instrument.Name)
                .Where(name => !documents.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> OwnNames() =>
        OwnInstruments().SelectMany(instrument => PrometheusNames.Of(
            instrument.Name,
            instrument.Unit,
            isCounter: instrument is Counter<long>,
            isHistogram: instrument is Histogram<double>));

    private static List<Instrument> OwnInstruments()
    {
        var found = new List<Instrument>();
        using var provider = new ServiceCollection()
            .AddMetrics()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IEngineFigures, NoFigures>()
            .AddSingleton<ServiceMetrics>()
            .AddSingleton<EngineGauges>()
            .AddSingleton<SweepMetrics>()
            .BuildServiceProvider();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Scope == provider.GetRequiredService<IMeterFactory>())
            {
                found.Add(instrument);
            }
        };
        listener.Start();
        _ = provider.GetRequiredService<ServiceMetrics>();
        _ = provider.GetRequiredService<EngineGauges>();
        _ = provider.GetRequiredService<SweepMetrics>();
        return found;
    }

    private sealed class NoFigures : IEngineFigures
    {
        public TimeSpan Lateness => TimeSpan.Zero;

        public int WaitingWrites => 0;

        public ValidationSummary? Summarize() => null;

        public long? CountOpenDrops() => null;
    }
}
