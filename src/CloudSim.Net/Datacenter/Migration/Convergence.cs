namespace CloudSim.Net.Datacenter.Migration;

/// <summary>What auto-converge has seen of one move.</summary>
internal sealed class Convergence(AutoConverge rule)
{
    private TimeSpan time;
    private double sent, written;
    private int bad;

    /// <summary>The share to take away after a round.</summary>
    public double After(in MigrationRound round, double throttle, Units.Bytes page)
    {
        time += round.Time;
        sent += round.Sent.Count;
        written += (double)round.Dirtied * page.Count;
        if (time <= rule.Period)
            return throttle;
        var isBad = written > rule.Trigger * sent;
        (time, sent, written) = (TimeSpan.Zero, 0, 0);
        if (!isBad || ++bad < rule.Periods)
            return throttle;
        bad = 0;
        return Math.Min(rule.Most, throttle == 0 ? rule.Initial : throttle + rule.Increment);
    }
}
