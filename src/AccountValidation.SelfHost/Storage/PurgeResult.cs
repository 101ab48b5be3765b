namespace AccountValidation.SelfHost.Storage;

/// <summary>The result of a purge of one validation.</summary>
internal enum PurgeResult
{
    /// <summary>It is deleted.</summary>
    Purged,

    /// <summary>Something is left to do for it: it stays.</summary>
    Unfinished,

    /// <summary>There is none with this id.</summary>
    Unknown,
}
