namespace CloudSim.Net.Networking;

/// <summary>A flow on a link.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Index">Which of its links it is.</param>
internal readonly record struct LinkFlow(Flow Flow, int Index)
{
    public ref Crossing At => ref Flow.Crossings[Index];
}
