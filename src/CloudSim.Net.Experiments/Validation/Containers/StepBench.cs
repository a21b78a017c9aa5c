using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Steps;
using CloudSim.Net.Units;

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

    public StepBench()
    {
        cpus = new Resource(simulation, 2);
        Kernel = new KernelState(simulation, streams.Scope("kernel"));
    }

    public KernelState Kernel { get; }

    /// <summary>Medians of each step and of all steps together, in microseconds, and rounds a second.</summary>
    public (double[] Steps, double Total, double Rate) Run(int workers, int rounds, TimeSpan pause, params KernelStep[] steps)
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
            var context = new Context(this, streams[$"worker {w}"]);
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
                        if (wait != context.Yielded && (wait == context.Work || wait.IsTriggered))
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

    private sealed class Context(StepBench bench, RandomStream random) : IKernelContext
    {
        public Event? Work { get; private set; }

        public Event? Yielded { get; private set; }

        public RandomStream Random => random;

        public KernelState Kernel => bench.Kernel;

        public long Count(string limit) => bench.Kernel.Count(limit);

        public Event HostWork(Cycles cycles) => Work = bench.simulation.Timeout(cycles.At(KernelSteps.Clock));

        public Event Handoff() => Yielded = bench.simulation.Timeout(TimeSpan.Zero);

        public Event Spin(Event turn) => Work = turn;
    }
}
