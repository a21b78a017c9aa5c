using CloudSim.Net.Datacenter;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// A program whose threads meet in their kernel: each does units of work one after the other, takes locks of the kernel on the way, and has
/// the other CPUs empty their TLBs when it gives memory back. Between two such points a thread works for an exponentially distributed time.
/// </summary>
public sealed class SharedMemoryProgram
{
    private readonly Guest guest;
    private readonly List<Worker> workers = [];

    /// <summary>A program that starts now and runs until the guest is stopped.</summary>
    /// <param name="guest">Where it runs.</param>
    /// <param name="unit">A unit of its work, without what it does with locks held.</param>
    /// <param name="threads">How many threads it has, positive.</param>
    /// <param name="locks">The locks that a unit takes.</param>
    /// <param name="shootdowns">How often a unit has all CPUs that run the program empty their TLBs, on average.</param>
    public SharedMemoryProgram(Guest guest, WorkProfile unit, int threads, IReadOnlyList<LockUse> locks, double shootdowns = 0)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(locks);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Check.Amount(shootdowns, nameof(shootdowns));
        this.guest = guest;
        var kernel = guest.Platform.Cpu;
        var points = locks.Sum(l => l.PerUnit) + shootdowns;
        var cost = guest.Cost(unit).OnCpu;
        var shape = new Shape(
            guest.Nanoseconds(cost) / Math.Max(points, 1), Math.Max(points, 1),
            unit.Kernel / (unit.User + unit.Kernel + new Cycles(1)), locks,
            [.. locks.Select(l => (double)guest.Nanoseconds(kernel.KernelWork(l.Hold).OnCpu))],
            [.. locks.Select(l => Enumerable.Range(0, l.Locks).Select(i => Of(guest, l, i)).ToArray())],
            shootdowns, guest.Nanoseconds(guest.Host.Model.Cpu.Interrupt));
        var stream = guest.Streams[$"program {unit.Name}"];
        for (var i = 0; i < threads; i++)
            workers.Add(new(guest, guest.CreateThread($"{unit.Name} {i}"), shape, stream));
        workers.ForEach(w => w.Start());
    }

    /// <summary>Units done so far, by all threads.</summary>
    public double Units => workers.Sum(w => w.Units);

    /// <summary>Its threads.</summary>
    public IReadOnlyList<CpuTask> Threads => [.. workers.Select(w => w.Thread)];

    private static Action<CpuTask, Action> Taker(object held) => held is SpinLock spin ? spin.Acquire : ((SleepingLock)held).Acquire;

    private static Action<CpuTask> Giver(object held) => held is SpinLock spin ? spin.Release : ((SleepingLock)held).Release;

    private static (Action<CpuTask, Action> Take, Action<CpuTask> Give) Of(Guest guest, LockUse use, int number)
    {
        object held = use.Sleeps ? new SleepingLock() : guest.SpinLock($"{use.Name} {number}");
        return (Taker(held), Giver(held));
    }

    private sealed record Shape(double GapNs, double Points, double KernelShare, IReadOnlyList<LockUse> Uses, double[] HoldNs,
        (Action<CpuTask, Action> Take, Action<CpuTask> Give)[][] Locks, double Shootdowns, long InterruptNs);

    private sealed class Worker
    {
        private readonly Shape shape;
        private readonly RandomStream stream;
        private readonly Action taken, flushed;
        private Action<CpuTask>? give;
        private double holdNs;
        private long passed;

        public Worker(Guest guest, CpuTask thread, Shape shape, RandomStream stream)
        {
            (Thread, this.shape, this.stream, taken, flushed) = (thread, shape, stream, Taken, Start);
            thread.Done = Next;
        }

        public CpuTask Thread { get; }

        public double Units => passed / shape.Points;

        public void Start()
        {
            Thread.InKernel = stream.NextDouble() < shape.KernelShare;
            Thread.Demand(Draw(shape.GapNs));
        }

        private void Next()
        {
            if (give is { } held)
            {
                (give, Thread.InKernel) = (null, false);
                held(Thread);
                Start();
                return;
            }

            passed++;
            var at = stream.NextDouble() * shape.Points;
            for (var i = 0; i < shape.Uses.Count; i++)
            {
                if ((at -= shape.Uses[i].PerUnit) >= 0)
                    continue;
                var all = shape.Locks[i];
                var (take, giveBack) = all.Length == 1 ? all[0] : all[(int)(stream.NextDouble() * all.Length)];
                (give, holdNs) = (giveBack, shape.HoldNs[i]);
                take(Thread, taken);
                return;
            }

            if (at < shape.Shootdowns)
                RemoteCall.Send(Thread, shape.InterruptNs, flushed, Thread.Group);
            else
                Start();
        }

        private void Taken()
        {
            Thread.InKernel = true;
            Thread.Demand(Draw(holdNs));
        }

        // At least a nanosecond, so that the task is never out of work by chance.
        private long Draw(double mean) => 1 + (long)stream.Exponential(mean);
    }
}
