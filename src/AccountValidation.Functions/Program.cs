using AccountValidation.Functions.Hosting;
using AccountValidation.Service.Settings;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    builder.AddAccountValidation();
    await builder.Build().RunAsync();
    return 0;
}
catch (SettingsException exception)
{
    // An operator can fix the settings, and needs the message without the stack.
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
