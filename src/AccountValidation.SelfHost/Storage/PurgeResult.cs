namespace AccountValidation.SelfHost.Storage;

/// <summary>The result of a purge of one validation.</summary>
internal enum PurgeResult
{
    /// <summary>The purge deleted the validation.</summary>
    Purged,

    /// <summary>The validation is unfinished, and stays.</summary>
    Unfinished,

    /// <summary>No validation has this id.</summary>
    Unknown,
}
