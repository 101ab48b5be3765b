using System.Buffers.Binary;
using System.Text;

namespace AccountValidation.Tests.Support;

/// <summary>A message of Protocol Buffers, read without its schema.</summary>
internal sealed class ProtoMessage
{
    private readonly ILookup<int, object> _fields;

    private ProtoMessage(IEnumerable<(int Number, object Value)> fields) =>
        _fields = fields.ToLookup(field => field.Number, field => field.Value);

    /// <exception cref="FormatException">The bytes are no message.</exception>
    public static ProtoMessage Parse(byte[] bytes)
    {
        var fields = new List<(int, object)>();
        for (var at = 0; at < bytes.Length;)
        {
            var key = Varint(bytes, ref at);
            object value = (key & 7) switch
            {
                0 => Varint(bytes, ref at),
                1 => BinaryPrimitives.ReadUInt64LittleEndian(Take(bytes, ref at, 8)),
                2 => Take(bytes, ref at, (int)Varint(bytes, ref at)),
                5 => (ulong)BinaryPrimitives.ReadUInt32LittleEndian(Take(bytes, ref at, 4)),
                var type => throw new FormatException($"Wire type {type} is unknown."),
            };
            fields.Add(((int)(key >> 3), value));
        }

        return new(fields);
    }

    public bool Has(int number) => _fields[number].Any();

    public IEnumerable<ProtoMessage> Messages(int number) => _fields[number].Select(value => Parse((byte[])value));

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number));

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number));

    public ulong Number(int number) => _fields[number].Cast<ulong>().LastOrDefault();

    public double Double(int number) => BitConverter.UInt64BitsToDouble(Number(number));

    private byte[] Bytes(int number) => _fields[number].Cast<byte[]>().LastOrDefault() ?? [];

    private static byte[] Take(byte[] bytes, ref int at, int length) =>
        length >= 0 && at + length <= bytes.Length
            ? bytes[at..(at += length)]
            : throw new FormatException("The message ends too early.");

    private static ulong Varint(byte[] bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = Take(bytes, ref at, 1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
