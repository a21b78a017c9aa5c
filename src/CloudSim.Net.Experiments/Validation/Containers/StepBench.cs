using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling.Fluid;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Experiments.Validation.Containers;

/// <summary>
/// A machine of two CPUs on which workers do the same steps again and again, as the measuring program does: under SCHED_RR, so that a
/// worker keeps its CPU until it waits for something.
/// </summary>
internal sealed class StepBench
{
    private readonly Simulation simulation = new();
    private readonly RandomStreams streams = new(seed: 1);
    private readonly Resource cpus;
    private readonly Frequency clock;
    private readonly TimeSpan remoteWake;

    public StepBench(Parameters p)
    {
        (cpus, clock, remoteWake) = (new Resource(simulation, 2), KernelSteps.Of(p).Clock, KernelSteps.Of(p).RemoteWake);
        var host = HostModel.RackServer(p);
        Kernel = new MachineKernel(simulation, host, new FluidScheduler(simulation, host.Topology).Root, streams);
    }

    public MachineKernel Kernel { get; }

    /// <summary>Whether the last process that was woken went to another CPU, which no worker used.</summary>
    public bool WokeElsewhere { get; private set; }

    /// <summary>Medians of each step and of all steps together, in microseconds, and rounds a second.</summary>
    public (double[] Steps, double Total, double Rate) Run(int workers, int rounds, TimeSpan pause, params Step[] steps)
    {
        var samples = new List<double>[steps.Length + 1];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = [];
        var begin = simulation.Now;
        var all = Enumerable.Range(0, workers).Select(w => (Event)simulation.Process(Worker(w))).ToList();
        simulation.Run(new AllOf(simulation, all));
        return ([.. samples[..^1].Select(MeasuredMedian.Of)], MeasuredMedian.Of(samples[^1]),
            workers * rounds / (simulation.Now - begin).TotalSeconds);

        IEnumerable<Event> Worker(int w)
        {
            Event? working = null, yielded = null;
            var context = new StepContext
            {
                Kernel = Kernel, Random = streams[$"worker {w}"], Spin = turn => working = turn,
                Thread = cycles => working = simulation.Timeout(cycles.At(clock)),
                Handoff = () => (WokeElsewhere = cpus.InUse < 2)
                    ? working = simulation.Timeout(remoteWake) : yielded = simulation.Timeout(TimeSpan.Zero),
            };
            for (var round = 0; round < rounds; round++)
            {
                if (pause > TimeSpan.Zero)
                    yield return simulation.Timeout(pause);
                var cpu = cpus.Request();
                yield return cpu;
                var sum = TimeSpan.Zero;
                for (var i = 0; i < steps.Length; i++)
                {
                    var from = simulation.Now;
                    foreach (var wait in steps[i].Run(context))
                    {
                        if (wait != yielded && (wait == working || wait.IsTriggered))
                        {
                            yield return wait;
                            continue;
                        }
                        cpu.Dispose();
                        yield return wait;
                        cpu = cpus.Request();
                        yield return cpu;
                    }
                    samples[i].Add((simulation.Now - from).TotalMicroseconds);
                    sum += simulation.Now - from;
                }
                samples[^1].Add(sum.TotalMicroseconds);
                cpu.Dispose();
            }
        }
    }
}
