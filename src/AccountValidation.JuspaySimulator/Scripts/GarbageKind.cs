namespace AccountValidation.JuspaySimulator;

/// <summary>The ways in which an answer cannot be understood.</summary>
internal enum GarbageKind
{
    NotJson,
    Html,
    Empty,
    Truncated,
    Huge,
    WrongType,
    UnknownStatus,
    Redirect,
    OtherId,
    HalfCharacter,
}
