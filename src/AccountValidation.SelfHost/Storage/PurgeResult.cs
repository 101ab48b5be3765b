namespace AccountValidation.SelfHost.Storage;

/// <summary>What became of the wish to delete a validation.</summary>
internal enum PurgeResult
{
    /// <summary>It is deleted.</summary>
    Purged,

    /// <summary>Something is left to do for it: it stays.</summary>
    Unfinished,

    /// <summary>There is none with this id.</summary>
    Unknown,
}
