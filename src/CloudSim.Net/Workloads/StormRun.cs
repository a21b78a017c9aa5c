using CloudSim.Net.Datacenter;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>One run of a <see cref="BootStorm"/>: the host, and the scripts on it.</summary>
internal sealed class StormRun
{
    private readonly BootStorm storm;
    private readonly LaunchScript script;
    private readonly DateTime start;
    private readonly Event over;
    private readonly List<Launch> launches = [];
    private long launched;
    private int ahead, inFlight;
    private DateTime opened, changed;
    private TimeSpan busy, spent;

    /// <summary>A run on this host that drops so many launches before it measures those that follow.</summary>
    public StormRun(BootStorm storm, Host host, int warmUp)
    {
        (this.storm, script, Host, ahead, start) = (storm, storm.Script, host, warmUp, host.Simulation.Now);
        over = new Event(host.Simulation);
    }

    public Host Host { get; }

    /// <summary>What did not fit, or was ended for want of memory; null if nothing.</summary>
    public string? BoundBy { get; private set; }

    public CpuTask Launcher() => Host.Scheduler.CreateTask("xargs");

    /// <summary>A guest; null if none fits, which ends the run.</summary>
    public Guest? Admit()
    {
        if (Host.TryAdmit(storm.Platform, storm.Spec, out var guest, out var boundBy))
            return guest;
        Refuse(boundBy!);
        return null;
    }

    /// <summary>Runs what was begun until the last launch that counts has ended, or one does not fit.</summary>
    public StormOutcome Finish()
    {
        if (ahead == 0)
            Open();
        if (BoundBy is null)
            Host.Simulation.Run(over);
        if (BoundBy is not null)
            return new StormOutcome([], TimeSpan.Zero, double.NaN, double.NaN, BoundBy);
        Count(0);
        var elapsed = changed - opened;
        return new StormOutcome(launches, elapsed, (Host.Scheduler.BusyTime - busy) / (elapsed * storm.Host.Topology.Cpus), spent / elapsed,
            null);
    }

    /// <summary>Has this task launch one guest by a script.</summary>
    public IEnumerable<Event> Launch(CpuTask launcher)
    {
        Count(1);
        var asked = Host.Simulation.Now;
        var random = Host.Streams.Fresh($"script {launched++}")["commands"];
        yield return launcher.Execute(Draw(script.Spawn, random));
        var begin = Host.Simulation.Now;
        var shell = Host.Scheduler.CreateTask("shell");
        yield return shell.Execute(Draw(script.Start, random));
        for (var i = 0; i < script.Before; i++)
            foreach (var step in Command(shell, random))
                yield return step;
        foreach (var step in Command(shell, random))
            yield return step;
        var from = Host.Simulation.Now;

        yield return shell.Execute(Draw(script.Fork, random));
        if (Admit() is not { } guest)
            yield break;
        yield return guest.Start();
        if (guest.EndedBy is { } cause)
        {
            Host.Simulation.ActiveProcess.HandleFault();
            Refuse(cause);
            yield break;
        }
        if (storm.GuestsEnd)
            yield return guest.Shutdown();

        foreach (var step in Command(shell, random))
            yield return step;
        var to = Host.Simulation.Now;
        for (var i = 0; i < script.After; i++)
            foreach (var step in Command(shell, random))
                yield return step;
        shell.Exit();
        Count(-1);
        End(new Launch(begin - start, (to - from).TotalMilliseconds, guest.Time(EndPoint.StartCallToInit)?.TotalMilliseconds,
            guest.Time(EndPoint.ProcessStartToInit)!.Value.TotalMilliseconds,
            guest.Time(EndPoint.RequestToReady)!.Value.TotalMilliseconds, (Host.Simulation.Now - asked).TotalMilliseconds,
            guest.Steps));
    }

    private void End(Launch launch)
    {
        if (ahead > 0)
        {
            if (--ahead == 0)
                Open();
            return;
        }
        if (launches.Count < storm.Launches)
            launches.Add(launch);
        if (launches.Count == storm.Launches && !over.IsTriggered)
            over.Succeed();
    }

    private void Open()
    {
        Count(0);
        (opened, busy, spent) = (Host.Simulation.Now, Host.Scheduler.BusyTime, TimeSpan.Zero);
    }

    private void Refuse(string cause)
    {
        BoundBy ??= cause;
        if (!over.IsTriggered)
            over.Succeed();
    }

    // Time that scripts have spent in flight, until now.
    private void Count(int more)
    {
        var now = Host.Simulation.Now;
        spent += inFlight * (now - changed);
        (changed, inFlight) = (now, inFlight + more);
    }

    // The shell forks, the program runs and exits, the shell wakes.
    private IEnumerable<Event> Command(CpuTask shell, RandomStream random)
    {
        yield return shell.Execute(Draw(script.Fork, random));
        yield return Host.Kernel.Run("command", Drawn(script.Command, random));
    }

    private long Draw(Cycles median, RandomStream random) => Host.Kernel.Nanoseconds(Drawn(median, random));

    private Cycles Drawn(Cycles median, RandomStream random) => median * random.LogNormal(1, script.Sigma);
}
