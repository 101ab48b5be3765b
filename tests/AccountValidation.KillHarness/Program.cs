using AccountValidation.KillHarness;

return await HarnessCommand.Create(Console.Out).Parse(args).InvokeAsync();
