using System.Collections.Concurrent;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>The whole output of the program in a run.</summary>
internal sealed class Transcript
{
    private readonly ConcurrentQueue<(Place Place, string Text)> _said = new();

    public void Add(Place place, string text) => _said.Enqueue((place, text));

    /// <summary>Adds the bytes of a database file and of all files beside it.</summary>
    public void AddFiles(string databasePath)
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(databasePath)!))
        {
            var isDatabase = file == databasePath || file == databasePath + "-wal" || file == databasePath + "-shm";
            Add(isDatabase ? Place.Database : Place.OtherFile, FileBytes.Read(file));
        }
    }

    /// <summary>The found data with their places.</summary>
    public IEnumerable<string> Found => _said
        .SelectMany(said => Seed.All.Where(seed => seed.IsIn(said.Text)).Select(seed => $"{seed} in {said.Place}"))
        .Distinct()
        .Order(StringComparer.Ordinal);

    /// <summary>Returns the texts of a place that hold a datum, for the message of a failed test.</summary>
    public string Show(IEnumerable<string> expected) =>
        string.Join(
            '\n',
            _said
                .SelectMany(said =>
                    Seed.All.Where(seed => !expected.Contains($"{seed} in {said.Place}") && seed.IsIn(said.Text))
                        .Select(seed => (Seed: seed, said.Place, said.Text)))
                .DistinctBy(found => (found.Seed, found.Place))
                .Select(found => $"{found.Seed} in {found.Place}: {LineOf(found.Seed, found.Text)}"));

    private static string LineOf(Seed seed, string text) =>
        text.Split('\n').FirstOrDefault(seed.IsIn) is { } line
            ? line[..Math.Min(line.Length, 600)]
            : "over several lines";
}
