namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>The draws within the skew of the ticks. They can be taken back, so that balancing may be tried ahead of time.</summary>
internal sealed class SkewDraws(long seed)
{
    private readonly RandomStream stream = new(seed);
    private readonly List<double> drawn = [];
    private int next;
    private bool recording;

    public double Next()
    {
        if (next < drawn.Count)
            return drawn[next++];
        var draw = stream.NextDouble();
        if (recording)
        {
            drawn.Add(draw);
            next++;
        }
        else if (next > 0)
        {
            drawn.Clear();
            next = 0;
        }

        return draw;
    }

    public void Record()
    {
        drawn.RemoveRange(0, next);
        (next, recording) = (0, true);
    }

    public void Keep() => recording = false;

    // What was drawn since Record will be drawn again.
    public void TakeBack() => (next, recording) = (0, false);
}
