namespace CloudSim.Net.Workloads;

/// <summary>
/// The response times of all requests that arrive in a window of time. None is left out because it has not ended yet, so a slow server does
/// not look faster than it is: arrivals go on after the window, until each of its requests has its answer or a longest wait has passed.
/// </summary>
public sealed class ResponseWindow
{
    private readonly Simulation sim;
    private readonly DateTime from;
    private readonly DateTime to;
    private readonly List<DateTime> arrived = [];
    private readonly List<double> timesMs = [];

    /// <summary>A window of so long a time.</summary>
    /// <param name="sim">The simulation.</param>
    /// <param name="warmUp">After how much time from now it begins.</param>
    /// <param name="length">How long it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    public ResponseWindow(Simulation sim, TimeSpan warmUp, TimeSpan length)
    {
        ArgumentNullException.ThrowIfNull(sim);
        ArgumentOutOfRangeException.ThrowIfLessThan(warmUp, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.Zero);
        this.sim = sim;
        from = sim.Now + warmUp;
        to = from + length;
    }

    /// <summary>How many requests of the window have no answer (yet).</summary>
    public int Unanswered { get; private set; }

    /// <summary>A request arrives now.</summary>
    /// <returns>Its number, for <see cref="Answer"/>; negative outside the window.</returns>
    public int Arrive()
    {
        if (sim.Now < from || sim.Now >= to)
            return -1;
        arrived.Add(sim.Now);
        timesMs.Add(double.NaN);
        Unanswered++;
        return timesMs.Count - 1;
    }

    /// <summary>A request is answered now.</summary>
    /// <param name="request">What <see cref="Arrive"/> returned; of one outside the window nothing is kept.</param>
    /// <exception cref="ArgumentException">There is no such request, or it has its answer.</exception>
    public void Answer(int request)
    {
        if (request < 0)
            return;
        if (request >= timesMs.Count || !double.IsNaN(timesMs[request]))
            throw new ArgumentException($"request {request} is not open", nameof(request));
        timesMs[request] = Waited(request);
        Unanswered--;
    }

    /// <summary>
    /// Runs the simulation on, until the window is over and all its requests are answered, at most so much longer than the window.
    /// </summary>
    /// <param name="longest">How long after the window.</param>
    /// <returns>
    /// The response times in milliseconds, in order of arrival. A request without an answer has the time that it has waited, which is less
    /// than its response time; <see cref="Unanswered"/> says how many.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public List<double> Finish(TimeSpan longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, TimeSpan.Zero);
        if (sim.Now < to)
            sim.Run(to - sim.Now);
        // In steps, since what is done after the last answer is of no use.
        for (var (step, last) = (longest / 100 + TimeSpan.FromTicks(1), to + longest); Unanswered > 0 && sim.Now < last;)
            sim.Run(last - sim.Now < step ? last - sim.Now : step);
        return [.. timesMs.Select((time, request) => double.IsNaN(time) ? Waited(request) : time)];
    }

    private double Waited(int request) => (sim.Now - arrived[request]).TotalMilliseconds;
}
