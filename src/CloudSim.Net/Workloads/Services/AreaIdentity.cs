namespace CloudSim.Net.Workloads.Services;

/// <summary>
/// The identity behind Little's law, exactly: the integral of the number in a system over time is the sum of the sojourns. It counts in
/// ticks of 100 ns by whole numbers, and verifies whenever the system becomes empty: whoever enters twice, or leaves twice, or with another
/// time of arrival than his own, ends the run.
/// </summary>
/// <param name="sim">Whose clock counts.</param>
/// <param name="name">The system's name, for messages.</param>
public sealed class AreaIdentity(Simulation sim, string name)
{
    private DateTime changed = sim.Now;
    private Int128 area, sojourns; // since it was last empty
    private readonly List<SojournWindow> windows = [];

    /// <summary>How many are in the system.</summary>
    public long Number { get; private set; }

    /// <summary>How often the system has become empty, and the identity was found to hold.</summary>
    public long Verified { get; private set; }

    /// <summary>Somebody enters now.</summary>
    public void Enter()
    {
        Pass();
        Number++;
    }

    /// <summary>Somebody leaves now.</summary>
    /// <param name="arrived">When he came.</param>
    /// <exception cref="InvalidOperationException">Nobody is there, or the system is empty now and the identity does not hold.</exception>
    public void Leave(DateTime arrived)
    {
        Pass();
        if (--Number < 0)
            throw new InvalidOperationException($"{name}: somebody leaves an empty system");
        sojourns += sim.Now.Ticks - arrived.Ticks;
        foreach (var window in windows)
            window.Left(arrived, sim.Now);
        if (Number > 0)
            return;
        Verify(name, area, sojourns);
        Verified++;
        (area, sojourns) = (0, 0);
    }

    /// <summary>A window of time that begins later or now; at its end the identity is verified for it, or the run fails.</summary>
    /// <param name="warmUp">After how much time it begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="inside">The times of arrival of all who are in the system when it is asked.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    public SojournWindow Observe(TimeSpan warmUp, TimeSpan length, Func<IEnumerable<DateTime>> inside)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(warmUp, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.Zero);
        var window = new SojournWindow(sim.Now + warmUp, sim.Now + warmUp + length);
        windows.Add(window);
        new Alarm(sim, () =>
        {
            Pass();
            windows.Remove(window);
            foreach (var arrived in inside())
                window.Left(arrived, sim.Now);
            Verify($"{name}, window of {length}", window.Area, window.Sojourns);
            window.IsOver = true;
        }).Set(warmUp + length);
        return window;
    }

    private static void Verify(string name, Int128 area, Int128 sojourns)
    {
        if (area != sojourns)
            throw new InvalidOperationException(
                $"{name}: the number in the system sums to {area} ticks over time, the sojourns sum to {sojourns}");
    }

    private void Pass()
    {
        area += (Int128)Number * (sim.Now.Ticks - changed.Ticks);
        foreach (var window in windows)
            window.Passed(Number, changed, sim.Now);
        changed = sim.Now;
    }
}
