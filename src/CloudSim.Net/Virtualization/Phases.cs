using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>The common kinds of boot phase.</summary>
public static partial class Phases
{
    /// <summary>CPU work of a host program, with a log-normal spread around the given median.</summary>
    /// <param name="title">What the program does.</param>
    /// <param name="median">Median work in cycles.</param>
    /// <param name="sigma">Sigma of the logarithm; 0 for none.</param>
    public static Step HostCpu(string title, Cycles median, double sigma)
    {
        return new(StepKind.Program, title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            yield return context.HostWork(median * context.Random.LogNormal(1, sigma));
        }
    }

    /// <summary>The same with the figures of a data file, whose times were taken at its <c>measured_clock</c>.</summary>
    /// <param name="title">What the program does.</param>
    /// <param name="sheet">The data file.</param>
    /// <param name="parameter">Its parameter with the median time.</param>
    /// <param name="sigma">Its parameter with the sigma.</param>
    public static Step HostCpu(string title, ParameterSheet sheet, string parameter, string sigma = "sigma") =>
        HostCpu(title, Cycles.Of(sheet.Duration(parameter), sheet.Frequency("measured_clock")), sheet.Ratio(sigma));

    /// <summary>CPU work of a host program that grows with the number of kernel objects that guests hold.</summary>
    /// <param name="title">What the program does.</param>
    /// <param name="median">Median work in cycles when none is held.</param>
    /// <param name="more">Work more for each one held.</param>
    /// <param name="limit">Which objects.</param>
    /// <param name="sigma">Sigma of the logarithm; 0 for none.</param>
    public static Step HostCpuGrowing(string title, Cycles median, Cycles more, KernelObject limit, double sigma)
    {
        return new(StepKind.Program, title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            yield return context.HostWork((median + more * context.Count(limit)) * context.Random.LogNormal(1, sigma));
        }
    }

    /// <summary>The guest's kernel from its entry point to init; which one, the platform that starts says.</summary>
    /// <param name="boot">What the machine makes of the kernel's own boot; left out, nothing.</param>
    public static Step Kernel(Func<WorkProfile, WorkProfile>? boot = null)
    {
        return new(StepKind.GuestKernel, "guest kernel", Run);
        IEnumerable<Event> Run(StepContext context)
        {
            var kernel = KernelOf(context);
            var work = kernel.BootWork(context.ConfiguredMemory);
            work = boot is null ? work : boot(work);
            yield return context.GuestWork(kernel.Cpus == 1 ? work : work + kernel.BringUp.Times(kernel.Cpus - 1),
                context.Random.LogNormal(1, kernel.BootSigma));
            if (context.Interfaces > 0 && kernel.NetworkSettle > TimeSpan.Zero)
                yield return context.Simulation.Timeout(kernel.NetworkSettle + (kernel.NetworkSettleTick * context.Random.NextDouble()));
        }
    }

    /// <summary>Work in the guest before its kernel or as part of it, with the spread of the kernel's boot.</summary>
    public static Step WithKernel(StepKind kind, string title, WorkProfile work)
    {
        return new(kind, title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            yield return context.GuestWork(work, context.Random.LogNormal(1, KernelOf(context).BootSigma));
        }
    }

    /// <summary>Work of the guest itself, with a log-normal spread around the given profile.</summary>
    public static Step Guest(string title, WorkProfile work, double sigma)
    {
        return new(StepKind.GuestProgram, title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            yield return context.GuestWork(work, context.Random.LogNormal(1, sigma));
        }
    }

    /// <summary>Waiting without work, uniform between two times: a polling interval, an RCU grace period.</summary>
    public static Step Wait(string title, TimeSpan low, TimeSpan high)
    {
        return new(StepKind.Wait, title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            yield return context.Simulation.Timeout(Durations.OfSeconds(context.Random.Uniform(low.TotalSeconds, high.TotalSeconds)));
        }
    }

    /// <summary>Waiting in a share of the cases only.</summary>
    /// <param name="title">What is waited for.</param>
    /// <param name="share">Probability of the wait, 0 to 1.</param>
    /// <param name="low">Shortest wait.</param>
    /// <param name="high">Longest wait.</param>
    public static Step SometimesWait(string title, double share, TimeSpan low, TimeSpan high)
    {
        return new(StepKind.Wait, title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            var wait = context.Random.Uniform(low.TotalSeconds, high.TotalSeconds);
            if (context.Random.NextDouble() < share)
                yield return context.Simulation.Timeout(Durations.OfSeconds(wait));
        }
    }

    /// <summary>Phases done while a lock of the host's kernel is held.</summary>
    public static Step Locked(string title, string lockName, params Step[] inside)
    {
        return new(StepKind.Of(inside.Select(p => p.Kind)), title, Run);
        IEnumerable<Event> Run(StepContext context)
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
    public static Step Mark(BootMark mark)
    {
        return new(StepKind.Mark, $"mark {mark}", Run) { Mark = mark };
        IEnumerable<Event> Run(StepContext context)
        {
            context.Mark(mark);
            yield break;
        }
    }

    /// <summary>A program started beside the VMM: a process of its own, which the start waits for.</summary>
    /// <param name="title">Which program.</param>
    /// <param name="median">Median work in cycles, its own start and exit included.</param>
    /// <param name="sigma">Sigma of the logarithm; 0 for none.</param>
    public static Step Program(string title, Cycles median, double sigma)
    {
        return new(StepKind.Program, title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            yield return context.Program(title, median * context.Random.LogNormal(1, sigma));
        }
    }

    /// <summary>Phases one after the other, a number of times.</summary>
    public static Step Repeat(string title, int times, params Step[] inside)
    {
        return new(StepKind.Of(inside.Select(p => p.Kind)), title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            for (var i = 0; i < times; i++)
                foreach (var phase in inside)
                    foreach (var step in phase.Run(context))
                        yield return step;
        }
    }

    /// <summary>Phases side by side: it ends with the last of them.</summary>
    public static Step Parallel(string title, params Step[] branches)
    {
        return new(StepKind.Of(branches.Select(p => p.Kind)), title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            var running = branches.Select(b => context.Simulation.Process(Branch(context, b))).ToArray();
            try
            {
                foreach (var branch in running)
                    if (branch.IsAlive || !branch.IsOk)
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
    public static Step Polled(Step awaited, TimeSpan interval, Cycles look)
    {
        return awaited with { Run = Run };
        IEnumerable<Event> Run(StepContext context)
        {
            var running = context.Simulation.Process(Branch(context, awaited));
            try
            {
                while (running.IsAlive)
                {
                    yield return context.Program("sleep", look);
                    yield return context.Simulation.Timeout(interval);
                }
                if (!running.IsOk)
                    yield return running;
            }
            finally
            {
                if (running.IsAlive)
                    running.Interrupt();
            }
        }
    }

    /// <summary>Waiting for grace periods of a sleepable-RCU domain of the host's kernel, one after the other.</summary>
    public static Step Synchronize(string title, string domain, int times)
    {
        return new(StepKind.Wait, title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            for (var i = 0; i < times; i++)
                yield return context.Synchronize(domain);
        }
    }

    /// <summary>A phase done once for each network interface of the guest.</summary>
    public static Step ForEachInterface(Step phase)
    {
        return phase with { Run = Run };
        IEnumerable<Event> Run(StepContext context)
        {
            for (var i = 0; i < context.Interfaces; i++)
                foreach (var step in phase.Run(context))
                    yield return step;
        }
    }

    /// <summary>The guest's kernel finds and sets up its devices: those of the platform that starts.</summary>
    /// <param name="interfaces">Whether the guest's network interfaces are among what it finds.</param>
    public static Step Probes(bool interfaces = true)
    {
        return new(StepKind.DeviceProbes, "device probes", Run);
        IEnumerable<Event> Run(StepContext context)
        {
            var kernel = KernelOf(context);
            var devices = context.Platform.Devices.Sum(d => d.Count) + (interfaces ? context.Interfaces : 0);
            yield return context.GuestWork(kernel.ProbeDevice.Times(devices), context.Random.LogNormal(1, kernel.BootSigma));
        }
    }

    private static GuestKernel KernelOf(StepContext context) => context.Platform.Kernel
        ?? throw new InvalidOperationException($"{context.Platform.Name} has no kernel of its own that could boot");

    // A step that fails ends the branch, which fails with it; so does the interrupt of a start that is given up, which nobody waits for.
    private static IEnumerable<Event> Branch(StepContext context, Step phase)
    {
        foreach (var step in phase.Run(context))
        {
            yield return step;
            var process = context.Simulation.ActiveProcess;
            if (!process.HandleFault())
                continue;
            process.Fail(process.Value);
            yield break;
        }
    }
}
