using System.Globalization;
using AccountValidation.Benchmarks;

// dotnet run -c Release --project tests/AccountValidation.Benchmarks -- retention <connection string> [validations] [ms
// that every call takes longer]
if (args is ["retention", var connectionString, ..])
{
    int Argument(int at, int otherwise) =>
        args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
    await RetentionRate.RunAsync(connectionString, Argument(2, 2000), TimeSpan.FromMilliseconds(Argument(3, 0)));
    return;
}

// dotnet run -c Release --project tests/AccountValidation.Benchmarks -- queries <new database file> [validations]
if (args is ["queries", var path, ..])
{
    QueryTiming.Run(path, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1_000_000);
    return;
}

// dotnet run -c Release --project tests/AccountValidation.Benchmarks [rounds] [seed]
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20261128;

Console.WriteLine($"{rounds} rounds of every kind of key, in random order, seed {seed}; nanoseconds of one check");
Console.WriteLine();
Console.WriteLine("The product: 20 known keys, each compared by its SHA-256 in constant time");
KeyTiming.Report(KeyTiming.Measure(KeyTiming.Product(), rounds, seed));
Console.WriteLine();
Console.WriteLine(
    "For comparison, what it must not be: the keys' characters one after another, to the first that differs");
KeyTiming.Report(KeyTiming.Measure(KeyTiming.Leaky(), rounds, seed));
