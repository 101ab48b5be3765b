using AccountValidation.SelfHost.Hosting;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Settings;

try
{
    await using var app = SelfHostApp.Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is SettingsException or StoreException or IOException)
{
    // An operator can mend these: they need the sentence, not the stack. IOException: the address is in use.
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
