namespace CloudSim.Net.Scheduling.LoadTracking;

/// <summary>
/// A load that forgets: half of the past counts after 32.768 ms (<c>sched_avg</c>, per-entity load tracking), here in continuous time.
/// </summary>
internal struct LoadAverage
{
    private const double Rate = 0.69314718055994531 / 32_768_000;

    public long At { get; private set; }

    public double Value { get; private set; }

    // Brings the average to an instant; the load was constant since the last call.
    public double Update(long now, long load)
    {
        var elapsed = now - At;
        if (elapsed > 0)
        {
            At = now;
            if (Value != load)
                Value = load + ((Value - load) * Math.Exp(-Rate * elapsed));
        }

        return Value;
    }

    public void Start(long now, double value) => (At, Value) = (now, value);

    // A task joins or leaves with its own average.
    public void Add(double load) => Value = Math.Max(0, Value + load);
}
