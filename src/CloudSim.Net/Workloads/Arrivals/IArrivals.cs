namespace CloudSim.Net.Workloads.Arrivals;

/// <summary>An arrival process: when requests come, whatever becomes of those before (an open load).</summary>
public interface IArrivals
{
    /// <summary>
    /// The times of the arrivals after the begin, in order; several may be equal. Each enumeration is a process of its own, from the begin,
    /// and draws as it goes; a process may end.
    /// </summary>
    /// <param name="random">Where it draws from.</param>
    IEnumerable<TimeSpan> Times(RandomStream random);
}
