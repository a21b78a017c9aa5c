namespace CloudSim.Net.Containers;

/// <summary>
/// The value of a call that failed: the call's process ends as a failed event, <see cref="Event.IsOk"/> false. A process that waits for it
/// calls
/// <see cref="Process.HandleFault"/>; who runs the simulation until it happens looks at the event.
/// </summary>
/// <param name="Error">Why.</param>
/// <param name="Message">The same for a reader.</param>
public sealed record EngineFailure(EngineError Error, string Message)
{
    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
