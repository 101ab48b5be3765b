using AccountValidation.Core;

namespace AccountValidation.Service.Api;

/// <summary>The sender of a request, as far as validations are concerned.</summary>
/// <param name="Name">The name of the sender's API key.</param>
/// <param name="SeesAll">True when the sender may see and change every validation. Otherwise the sender may see and
/// change those that the sender started.</param>
public sealed record Viewer(string Name, bool SeesAll)
{
    /// <summary>True when the sender may see and change a validation.</summary>
    public bool Sees(Validation validation) => SeesAll || validation.Caller == Name;
}
