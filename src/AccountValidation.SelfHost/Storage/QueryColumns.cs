using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.SelfHost.Storage;

/// <summary>The columns of a validation's row that follow from its state: lists filter by these columns.</summary>
internal static class QueryColumns
{
    /// <summary>The assignments of an <c>UPDATE</c>.</summary>
    public const string Assignments =
        "waiting_for = $waitingFor, waiting_since = $waitingSince, callback_status = $callback, settled_at = $settled";

    /// <summary>The values of the parameters of <see cref="Assignments"/>.</summary>
    public static (string Name, object? Value)[] Of(Validation validation)
    {
        var wait = Waits.Of(validation);
        return
        [
            ("$waitingFor", wait is null ? null : WaitNames.Of(wait.Cause)),
            ("$waitingSince", wait?.Since.ToUnixTimeMilliseconds()),
            ("$callback", StatusNames.Of(validation.Callback?.Status)),
            ("$settled", (validation.Stage as Stage.Settled)?.At.ToUnixTimeMilliseconds()),
        ];
    }

    /// <summary>
    /// The digest of a pair of metadata: the first 8 bytes of SHA-256. Pairs may hold personal data, and may be long.
    /// </summary>
    public static long DigestOf(string key, string value) =>
        BinaryPrimitives.ReadInt64BigEndian(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Length}:{key}{value}")).AsSpan(0, sizeof(long)));
}
