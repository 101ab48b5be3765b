using System.Text;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Management;

/// <summary>The continuation tokens of the list of instances: the base64 of the last id of a page.</summary>
internal static class InstanceToken
{
    /// <summary>Returns the token that continues after an id.</summary>
    public static string After(string id) => Convert.ToBase64String(Encoding.UTF8.GetBytes(id));

    /// <summary>Reads a token. Returns true with null without a token, and false for an invalid token.</summary>
    public static bool TryRead(string? token, out string? after)
    {
        after = null;
        var text = (token ?? "").Trim();
        if (text.Length == 0)
        {
            return true;
        }

        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return false;
        }

        after = Encoding.UTF8.GetString(bytes, 0, length);
        return Ids.FaultOf(after) is null;
    }
}
