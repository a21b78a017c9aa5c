using CloudSim.Net.Traces;
using CloudSim.Net.Units;

namespace CloudSim.Net.Capacity;

/// <summary>How much more load a fleet takes before it misses a goal.</summary>
public static class FleetGrowth
{
    private const double Most = 16, Step = 0.01;

    /// <summary>
    /// The most load, as a factor of the trace's, with which a fleet still meets all goals: further guests as those of the trace, by halves
    /// to a hundredth. 1 if it does not take any more; at most 16.
    /// </summary>
    /// <param name="set">The trace.</param>
    /// <param name="setting">Hosts and platform.</param>
    /// <param name="planner">Makes a planner of such guests.</param>
    /// <param name="hosts">The fleet: it meets the goals of the trace.</param>
    /// <param name="order">Seeds who is copied first.</param>
    public static double MostLoad(TracedSet set, FleetSetting setting, Func<SizedSet, FleetPlanner> planner, int hosts, StreamScope order)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(planner);
        ArgumentNullException.ThrowIfNull(order);
        Check.Between(hosts, 1, int.MaxValue, nameof(hosts));
        bool Meets(double factor) =>
            planner(new SizedSet(set.Times(factor, order.Fresh("growth")["copies"]), setting)).Evaluate(hosts).Met;

        var (low, high) = (1.0, 2.0);
        for (; high <= Most && Meets(high); high *= 2)
            low = high;
        for (high = Math.Min(high, Most); high - low > Step;)
            if ((low + high) / 2 is var middle && Meets(middle))
                low = middle;
            else
                high = middle;
        return low;
    }

    /// <summary>Months until a load that grows by a rate each month has grown by a factor; infinite if it does not grow.</summary>
    /// <param name="factor">1 or more.</param>
    /// <param name="rate">Growth a month: 0.02 for 2 %.</param>
    public static double Months(double factor, double rate) =>
        rate > 0 ? Math.Log(Math.Max(1, factor)) / Math.Log(1 + rate) : double.PositiveInfinity;
}
