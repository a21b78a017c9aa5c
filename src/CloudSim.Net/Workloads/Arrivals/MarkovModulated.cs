using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Arrivals;

/// <summary>
/// A Markov-modulated Poisson process (Fischer and Meier-Hellstern 1993): a hidden state decides the rate, stays for an exponential time,
/// and goes to any other state with equal probability. It begins in a state drawn by the time that each has, so it is stationary.
/// </summary>
/// <param name="States">The states, at least two, one of them with arrivals.</param>
public sealed record MarkovModulated(IReadOnlyList<ModulatingState> States) : IArrivals
{
    /// <summary>The states, at least two, one of them with arrivals.</summary>
    public IReadOnlyList<ModulatingState> States { get; init => field = Checked(value); } = Checked(States);

    /// <summary>Mean rate over all time, a second.</summary>
    public double Mean => States.Sum(state => state.PerSecond * state.MeanStay.TotalSeconds) / Cycle;

    /// <summary>
    /// Variance over mean of the number of arrivals in a time, for two states (1 for a Poisson process): 1 plus twice the rates' variance
    /// over their mean, times the modulation's time constant, less what a short time does not see.
    /// </summary>
    /// <param name="time">The time; positive.</param>
    /// <exception cref="InvalidOperationException">There are more than two states.</exception>
    public double IndexOfDispersion(TimeSpan time)
    {
        if (States.Count != 2)
            throw new InvalidOperationException($"the closed form is for two states, not {States.Count}");
        var (a, b, t) = (States[0], States[1], Check.Length(time, nameof(time)).TotalSeconds);
        var (leaveA, leaveB) = (1 / a.MeanStay.TotalSeconds, 1 / b.MeanStay.TotalSeconds);
        var (sum, difference) = (leaveA + leaveB, a.PerSecond - b.PerSecond);
        var variance = leaveA * leaveB / (sum * sum) * difference * difference;
        return 1 + 2 * variance / (Mean * sum) * (1 - (1 - Math.Exp(-sum * t)) / (sum * t));
    }

    /// <inheritdoc/>
    public IEnumerable<TimeSpan> Times(RandomStream random)
    {
        var state = First(random.NextDouble());
        for (double now = 0, end = 0; ;)
        {
            end = now + random.Exponential(States[state].MeanStay.TotalSeconds);
            // Without memory: what does not come before the state's end is drawn anew in the next one.
            while (States[state].PerSecond > 0 && (now += random.Exponential(1 / States[state].PerSecond)) < end)
                yield return Durations.OfSeconds(now);
            now = end;
            var other = random.Next(States.Count - 1);
            state = other < state ? other : other + 1;
        }
    }

    private double Cycle => States.Sum(state => state.MeanStay.TotalSeconds);

    private int First(double share)
    {
        var rest = share * Cycle;
        for (var i = 0; i < States.Count - 1; i++)
            if ((rest -= States[i].MeanStay.TotalSeconds) < 0)
                return i;
        return States.Count - 1;
    }

    private static IReadOnlyList<ModulatingState> Checked(IReadOnlyList<ModulatingState> states)
    {
        Check.Between(Check.NotNull(states, nameof(States)).Count, 2, int.MaxValue, nameof(States));
        return states.Any(state => state.PerSecond > 0) ? states : throw new ArgumentException("no state has arrivals", nameof(States));
    }
}
