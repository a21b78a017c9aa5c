namespace CloudSim.Net.Traces.Formats;

/// <summary>Where rows of the project's own form go; they end when it is disposed.</summary>
internal interface IOwnFormTable : IDisposable
{
    /// <summary>Writes a row; what is not finite is left empty.</summary>
    void Write(in TraceGuest row);
}
