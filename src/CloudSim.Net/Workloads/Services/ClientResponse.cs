namespace CloudSim.Net.Workloads.Services;

/// <summary>What a client got for a request, all its tries together.</summary>
/// <param name="Started">When it asked first.</param>
/// <param name="Time">How long it took until it was answered, or given up.</param>
/// <param name="Status">What became of the last try.</param>
/// <param name="Tries">How many tries there were, at least 1.</param>
public readonly record struct ClientResponse(DateTime Started, TimeSpan Time, ReplyStatus Status, int Tries)
{
    /// <summary>Whether it was answered.</summary>
    public bool IsOk => Status == ReplyStatus.Ok;
}
