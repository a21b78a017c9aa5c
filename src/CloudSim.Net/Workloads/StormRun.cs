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
    private readonly CpuTask spawner;
    private readonly DateTime start;
    private long launched;

    public StormRun(BootStorm storm, Host host)
    {
        (this.storm, script, Host) = (storm, storm.Script, host);
        spawner = host.Scheduler.CreateTask("xargs");
        start = host.Simulation.Now;
    }

    public Host Host { get; }

    public List<Launch> Done { get; } = [];

    /// <summary>When the last script ended.</summary>
    public DateTime Last { get; private set; }

    public Guest Admit() => Host.TryAdmit(storm.Platform, storm.Spec, out var guest, out var boundBy) ? guest!
        : throw new InvalidOperationException(
            $"{storm.Platform.Name} does not fit on {storm.Host.Name} beside {Host.Guests.Count} guests: {boundBy}");

    public IEnumerable<Event> Launch()
    {
        var random = Host.Streams.Fresh($"script {launched++}")["commands"];
        yield return spawner.Execute(Draw(script.Spawn, random));
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
        var guest = Admit();
        yield return guest.Start();
        if (storm.GuestsEnd)
            yield return guest.Shutdown();

        foreach (var step in Command(shell, random))
            yield return step;
        var to = Host.Simulation.Now;
        for (var i = 0; i < script.After; i++)
            foreach (var step in Command(shell, random))
                yield return step;
        shell.Exit();
        Last = Host.Simulation.Now;
        Done.Add(new Launch(begin - start, (to - from).TotalMilliseconds, guest.Time(EndPoint.StartCallToInit)?.TotalMilliseconds,
            guest.Time(EndPoint.ProcessStartToInit)!.Value.TotalMilliseconds,
            guest.Time(EndPoint.RequestToReady)!.Value.TotalMilliseconds));
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
