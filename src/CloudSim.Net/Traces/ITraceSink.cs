namespace CloudSim.Net.Traces;

/// <summary>
/// What a reader tells of a trace, row by row in the order of its files: those of guests before those of demand. Nothing is sorted, and the
/// same guest may be told in several rows (its demand, or its life in stretches).
/// </summary>
public interface ITraceSink
{
    /// <summary>A file begins whose guests and demands follow.</summary>
    void Begin(TraceFormat format);

    /// <summary>A guest.</summary>
    void Add(in TraceGuest guest);

    /// <summary>What a guest uses for a while.</summary>
    void Add(in TraceDemand demand);

    /// <summary>So many events at a time, in seconds, that are no guests of a known size: invocations of a function.</summary>
    void Add(double time, double length, long events);
}
