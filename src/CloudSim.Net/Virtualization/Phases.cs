using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>The common kinds of boot phase.</summary>
public static class Phases
{
    /// <summary>CPU work of a host program, with a log-normal spread around the given median.</summary>
    /// <param name="name">What the program does.</param>
    /// <param name="median">Median work in cycles.</param>
    /// <param name="sigma">Sigma of the logarithm; 0 for none.</param>
    public static BootPhase HostCpu(string name, Cycles median, double sigma)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootSite site)
        {
            yield return site.HostWork(median * site.Random.LogNormal(1, sigma));
        }
    }

    /// <summary>Work of the guest itself, with a log-normal spread around the given profile.</summary>
    public static BootPhase Guest(string name, WorkProfile work, double sigma)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootSite site)
        {
            yield return site.GuestWork(work, site.Random.LogNormal(1, sigma));
        }
    }

    /// <summary>Waiting without work, uniform between two times: a polling interval, an RCU grace period.</summary>
    public static BootPhase Wait(string name, TimeSpan low, TimeSpan high)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootSite site)
        {
            yield return site.Simulation.Timeout(TimeSpan.FromSeconds(site.Random.Uniform(low.TotalSeconds, high.TotalSeconds)));
        }
    }

    /// <summary>Waiting in a share of the cases only.</summary>
    /// <param name="name">What is waited for.</param>
    /// <param name="share">Probability of the wait, 0 to 1.</param>
    /// <param name="low">Shortest wait.</param>
    /// <param name="high">Longest wait.</param>
    public static BootPhase SometimesWait(string name, double share, TimeSpan low, TimeSpan high)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootSite site)
        {
            var wait = site.Random.Uniform(low.TotalSeconds, high.TotalSeconds);
            if (site.Random.NextDouble() < share)
                yield return site.Simulation.Timeout(TimeSpan.FromSeconds(wait));
        }
    }

    /// <summary>Reading a file (kernel image, root file system) that later guests find in the page cache.</summary>
    public static BootPhase Read(string name, string file, Bytes size)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootSite site)
        {
            yield return site.Read(file, size);
        }
    }

    /// <summary>Phases done while a lock of the host's kernel is held.</summary>
    public static BootPhase Locked(string name, string lockName, params BootPhase[] inside)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootSite site)
        {
            var held = site.Lock(lockName);
            using var request = held.Request();
            yield return request;
            foreach (var phase in inside)
                foreach (var step in phase.Run(site))
                    yield return step;
            yield return held.Release(request);
        }
    }
}
