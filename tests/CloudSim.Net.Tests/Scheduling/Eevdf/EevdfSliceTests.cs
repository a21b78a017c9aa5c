using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Eevdf;

namespace CloudSim.Net.Tests.Scheduling.Eevdf;

public class EevdfSliceTests
{
    // 6.6, but for slices of tasks.
    private static EevdfTunables Plain => EevdfTunables.For(P, 8, new(6, 6)) with { CustomSlices = true };

    [Theory]
    [InlineData(250, 4)]
    [InlineData(1000, 3)]
    public void A_turn_is_the_request_rounded_up_to_ticks(int hz, double milliseconds)
    {
        var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(P, 8) with { Hz = hz });
        var tasks = machine.Spinners(3);
        machine.Run(12_000);
        Assert.All(tasks, task => Assert.InRange(task.CpuTime / 1e6 / task.TimeSlices, milliseconds - 0.01, milliseconds + 0.02));
    }

    // Without PREEMPT_SHORT and delayed dequeue: a request that is due earlier is served earlier; what is demanded in
    // total stays within the share, so nothing is taken from others.
    // At most, in milliseconds: first it makes up what it had too much at its last turn, 0.3 x (1 - 1/9), while the virtual time goes at a
    // ninth of the clock (2.4, nothing without PLACE_LAG); then a request that had just begun is served (3, RUN_TO_PARITY) up to the tick
    // that ends it (1); then its own work.
    [Theory]
    [InlineData(true, 2.4 + 3 + 1 + 0.3)]
    [InlineData(false, 3 + 1 + 0.3)]
    public void A_short_slice_gives_a_sleeper_lower_latency_among_spinners(bool placeLag, double bound)
    {
        List<double> Delays(double? slice)
        {
            var machine = PolicyMachine.Eevdf(1, Plain with { Hz = 1000, PlaceLag = placeLag });
            machine.Spinners(8);
            var (_, delays) = machine.Sleeper(0.3, 20.3, task => task.Slice = slice is { } s ? TimeSpan.FromMilliseconds(s) : null);
            machine.Run(20_000);
            delays.Sort();
            return delays;
        }

        double P99(List<double> sorted) => sorted[(int)(0.99 * sorted.Count)];
        var (normal, brief) = (Delays(null), Delays(0.3));
        Assert.InRange(brief[^1], bound - 1.5, bound);
        Assert.True(P99(brief) < P99(normal), $"{P99(brief)} ms with a short slice, {P99(normal)} ms without");
    }

    [Fact]
    public void A_custom_slice_does_not_change_the_share()
    {
        var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(P, 8) with { Hz = 1000 });
        var tasks = machine.Spinners(3);
        tasks[0].Slice = TimeSpan.FromMilliseconds(10);
        machine.Run(30_000);
        Assert.All(tasks, task => Assert.InRange(task.CpuTime / 30e9, 0.332, 0.335));
        Assert.InRange(tasks[0].CpuTime / 1e6 / tasks[0].TimeSlices, 5, 11);
        Assert.Throws<ArgumentOutOfRangeException>(() => tasks[1].Slice = TimeSpan.FromSeconds(1));
    }

    // At lag 0 a sleeper is eligible at once, and with a short request it is due before the spinner: only RUN_TO_PARITY makes it wait, for
    // the rest of the request of 20 ms with which the spinner was picked, up to a tick. Alone it may have begun another one since: that is
    // not kept to.
    [Theory]
    [InlineData(false, 1.0, 1.0)]
    [InlineData(true, 10.0, 1 + 20 + 4)]
    public void Run_to_parity_makes_a_sleeper_wait_for_the_end_of_a_request(bool parity, double least, double most)
    {
        var machine = PolicyMachine.Eevdf(1, Plain with { RunToParity = parity, PlaceLag = false,
            BaseSlice = TimeSpan.FromMilliseconds(20) });
        machine.Spinner();
        var (_, delays) = machine.Sleeper(1, 13.3, task => task.Slice = TimeSpan.FromMilliseconds(0.5));
        machine.Run(20_000);
        delays.Sort();
        Assert.InRange(delays[(int)(0.8 * delays.Count)], least - 1e-6, most + 1e-6);
    }

    [Theory]
    [InlineData(TaskPolicy.Batch)]
    [InlineData(TaskPolicy.Idle)]
    public void Batch_and_idle_tasks_do_not_preempt(TaskPolicy policy)
    {
        var machine = PolicyMachine.Eevdf();
        machine.Spinner();
        var other = machine.Cpu.CreateTask("other", policy: policy);
        other.Demand(1);
        var done = 0.0;
        other.Done = () => done = machine.Cpu.NowNs / 1e6;
        machine.At(1_001, () => other.Demand(100_000));
        machine.Run(20_000);
        Assert.True(done >= 1_004, $"done at {done} ms");
    }

    // SCHED_IDLE has weight 3, SCHED_BATCH that of its nice level; the same under both kernels.
    [Theory]
    [InlineData("cfs", TaskPolicy.Idle, 3 / 1027.0)]
    [InlineData("cfs", TaskPolicy.Batch, 0.5)]
    [InlineData("eevdf", TaskPolicy.Idle, 3 / 1027.0)]
    [InlineData("eevdf", TaskPolicy.Batch, 0.5)]
    public void Idle_and_batch_tasks_share_by_their_weight(string scheduler, TaskPolicy policy, double share)
    {
        var machine = PolicyMachine.Named(scheduler, 1);
        machine.Spinner();
        var other = machine.Cpu.CreateTask("other", policy: policy);
        other.Demand(CpuTask.Forever);
        machine.Run(60_000);
        Assert.InRange(other.CpuTime / 60e9, share - 0.001, share + 0.001);
    }

    [Fact]
    public void A_normal_task_takes_the_cpu_from_an_idle_one_at_once()
    {
        var machine = PolicyMachine.Eevdf();
        var idle = machine.Cpu.CreateTask("idle", policy: TaskPolicy.Idle);
        idle.Demand(CpuTask.Forever);
        var task = machine.Cpu.CreateTask("task");
        machine.At(10.5, () => task.Demand(1_000_000));
        machine.Run(10.6);
        Assert.True(task.IsRunning);
    }
}
