using System.Net.Sockets;
using AccountValidation.SelfHost.Hosting;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Settings;

try
{
    return await Commands.RunAsync(args);
}
catch (Exception exception)
    when (exception
            is SettingsException
                or StoreException
                or StoreUnavailableException
                or IOException
                or InvalidDataException
                or UnauthorizedAccessException)
{
    // An operator can correct these faults: the operator needs the sentence, not the stack. IOException: the address is
    // in use; InvalidDataException: the simulator's ledger is damaged.
    return LastWords.Say(exception.Message);
}
catch (Exception exception) when (exception is SocketException or FormatException)
{
    return LastWords.Say(
        $"The program cannot listen at the address it was given (ASPNETCORE_URLS): {exception.Message}");
}
