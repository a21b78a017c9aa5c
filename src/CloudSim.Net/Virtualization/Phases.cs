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
        IEnumerable<Event> Run(IBootContext context)
        {
            yield return context.HostWork(median * context.Random.LogNormal(1, sigma));
        }
    }

    /// <summary>CPU work of a host program that grows with the number of kernel objects that guests hold.</summary>
    /// <param name="name">What the program does.</param>
    /// <param name="median">Median work in cycles when none is held.</param>
    /// <param name="more">Work more for each one held.</param>
    /// <param name="limit">Which objects, by <see cref="Hardware.HostLimit"/>.</param>
    /// <param name="sigma">Sigma of the logarithm; 0 for none.</param>
    public static BootPhase HostCpuGrowing(string name, Cycles median, Cycles more, string limit, double sigma)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            yield return context.HostWork((median + more * context.Taken(limit)) * context.Random.LogNormal(1, sigma));
        }
    }

    /// <summary>The guest kernel from its entry point to init.</summary>
    public static BootPhase Kernel(GuestKernel kernel)
    {
        return new("guest kernel", Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            yield return context.GuestWork(kernel.BootWork(context.ConfiguredMemory), context.Random.LogNormal(1, kernel.BootSigma));
            if (context.Interfaces > 0 && kernel.NetworkSettle > TimeSpan.Zero)
                yield return context.Simulation.Timeout(kernel.NetworkSettle + (kernel.NetworkSettleTick * context.Random.NextDouble()));
        }
    }

    /// <summary>Work of the guest itself, with a log-normal spread around the given profile.</summary>
    public static BootPhase Guest(string name, WorkProfile work, double sigma)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            yield return context.GuestWork(work, context.Random.LogNormal(1, sigma));
        }
    }

    /// <summary>Waiting without work, uniform between two times: a polling interval, an RCU grace period.</summary>
    public static BootPhase Wait(string name, TimeSpan low, TimeSpan high)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            yield return context.Simulation.Timeout(Durations.OfSeconds(context.Random.Uniform(low.TotalSeconds, high.TotalSeconds)));
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
        IEnumerable<Event> Run(IBootContext context)
        {
            var wait = context.Random.Uniform(low.TotalSeconds, high.TotalSeconds);
            if (context.Random.NextDouble() < share)
                yield return context.Simulation.Timeout(Durations.OfSeconds(wait));
        }
    }

    /// <summary>Loading a file (kernel image, root file system): from disk unless it is in the page cache, then a copy by a CPU.</summary>
    public static BootPhase Load(string name, string file, Bytes size)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            yield return context.Read(file, size);
            yield return context.HostWork(Cycles.Of(size / context.MemoryCopy, context.Clock));
        }
    }

    /// <summary>Phases done while a lock of the host's kernel is held.</summary>
    public static BootPhase Locked(string name, string lockName, params BootPhase[] inside)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            var held = context.Lock(lockName);
            using var request = held.Request();
            yield return request;
            foreach (var phase in inside)
                foreach (var step in phase.Run(context))
                    yield return step;
        }
    }

    /// <summary>Notes that a point of the start is passed.</summary>
    public static BootPhase Mark(BootMark mark)
    {
        return new($"mark {mark}", Run) { IsMark = true };
        IEnumerable<Event> Run(IBootContext context)
        {
            context.Mark(mark);
            yield break;
        }
    }

    /// <summary>A program started beside the VMM: a process of its own, which the start waits for.</summary>
    /// <param name="name">Which program.</param>
    /// <param name="median">Median work in cycles, its own start and exit included.</param>
    /// <param name="sigma">Sigma of the logarithm; 0 for none.</param>
    public static BootPhase Program(string name, Cycles median, double sigma)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            yield return context.Program(name, median * context.Random.LogNormal(1, sigma));
        }
    }

    /// <summary>Phases one after the other, a number of times.</summary>
    public static BootPhase Repeat(string name, int times, params BootPhase[] inside)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            for (var i = 0; i < times; i++)
                foreach (var phase in inside)
                    foreach (var step in phase.Run(context))
                        yield return step;
        }
    }

    /// <summary>Phases side by side: it ends with the last of them.</summary>
    public static BootPhase Parallel(string name, params BootPhase[] branches)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            var running = branches.Select(b => context.Simulation.Process(Branch(context, b))).ToArray();
            try
            {
                foreach (var branch in running)
                    if (branch.IsAlive)
                        yield return branch;
            }
            finally
            {
                foreach (var branch in running)
                    if (branch.IsAlive)
                        branch.Interrupt();
            }
        }
    }

    /// <summary>
    /// A phase that a script waits for by looking at intervals: it runs a small program to sleep, looks, and goes on at the first
    /// look after the phase has ended.
    /// </summary>
    /// <param name="awaited">The phase.</param>
    /// <param name="interval">Sleep between two looks.</param>
    /// <param name="look">Work of the program that sleeps, its start and exit included.</param>
    public static BootPhase Polled(BootPhase awaited, TimeSpan interval, Cycles look)
    {
        return new(awaited.Name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            var running = context.Simulation.Process(Branch(context, awaited));
            try
            {
                while (running.IsAlive)
                {
                    yield return context.Program("sleep", look);
                    yield return context.Simulation.Timeout(interval);
                }
            }
            finally
            {
                if (running.IsAlive)
                    running.Interrupt();
            }
        }
    }

    /// <summary>Waiting for grace periods of a sleepable-RCU domain of the host's kernel, one after the other.</summary>
    public static BootPhase Synchronize(string name, string domain, int times)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            for (var i = 0; i < times; i++)
                yield return context.Synchronize(domain);
        }
    }

    /// <summary>Receives data over the network, for instance a layer of an image.</summary>
    public static BootPhase Receive(string name, Bytes size)
    {
        return new(name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            yield return context.Receive(size);
        }
    }

    /// <summary>A phase done once for each network interface of the guest.</summary>
    public static BootPhase ForEachInterface(BootPhase phase)
    {
        return new(phase.Name, Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            for (var i = 0; i < context.Interfaces; i++)
                foreach (var step in phase.Run(context))
                    yield return step;
        }
    }

    /// <summary>The guest kernel finds and sets up its devices, its network interfaces among them.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="devices">Devices beside the network interfaces.</param>
    public static BootPhase Probes(GuestKernel kernel, double devices)
    {
        return new("device probes", Run);
        IEnumerable<Event> Run(IBootContext context)
        {
            yield return context.GuestWork(kernel.ProbeDevice.Times(devices + context.Interfaces),
                context.Random.LogNormal(1, kernel.BootSigma));
        }
    }

    private static IEnumerable<Event> Branch(IBootContext context, BootPhase phase)
    {
        foreach (var step in phase.Run(context))
        {
            yield return step;
            if (context.Simulation.ActiveProcess.HandleFault())
                yield break;
        }
    }
}
