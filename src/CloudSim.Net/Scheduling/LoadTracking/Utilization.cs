namespace CloudSim.Net.Scheduling.LoadTracking;

/// <summary>
/// How much of a CPU somebody ran, averaged like the load (<c>util_avg</c>, 1024 = all). It takes the time that was run since the last
/// look as spread evenly, so that it costs nothing between looks.
/// </summary>
internal struct Utilization
{
    public const double Full = 1024;

    private const double Rate = 0.69314718055994531 / 32_768_000;
    private long at, ranBefore;

    public double Value { get; private set; }

    public double Update(long now, long ran)
    {
        var elapsed = now - at;
        if (elapsed > 0)
        {
            var share = Full * (ran - ranBefore) / elapsed;
            Value = share + ((Value - share) * Math.Exp(-Rate * elapsed));
            (at, ranBefore) = (now, ran);
        }

        return Value;
    }

    public void Start(long now, long ran, double value) => (at, ranBefore, Value) = (now, ran, value);

    public void Add(double value) => Value = Math.Clamp(Value + value, 0, 2 * Full);
}
