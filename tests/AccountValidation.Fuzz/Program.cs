using AccountValidation.Fuzz;
using AccountValidation.Fuzz.Fuzzing;
using AccountValidation.Fuzz.Targets;

if (FuzzOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(FuzzOptions.Usage);
    return ExitCodes.Usage;
}

var target = FuzzTarget.All.Single(target => target.Name == options.Target);
if (options.Repeat is { } file)
{
    target.Run(File.ReadAllBytes(file));
    Console.WriteLine("Nothing is wrong with it.");
    return ExitCodes.Clean;
}

if (!options.IsInside)
{
    // The copy has another folder, so it is told where the work of this one is.
    return Launcher.Run(options, [.. args, "--work", Path.GetDirectoryName(options.WorkFolder)!]);
}

if (options.Minimise is { } folder)
{
    return Minimiser.Run(target, options, folder);
}

using var loop = new FuzzLoop(target, options);
return loop.Run();
