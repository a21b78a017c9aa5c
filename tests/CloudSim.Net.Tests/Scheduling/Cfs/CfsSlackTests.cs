using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>
/// Quota that a CPU gives back when it runs out of work wakes a throttled CPU after 5 ms (cfs_bandwidth_slack_period), if it is more than a
/// slice; nobody restarts the timer, and close to the refill it is not worth it.
/// </summary>
public class CfsSlackTests
{
    // A quota of 10 ms of each of several CPUs, in slices of 10 ms, of which 1 ms is kept. The spinner of CPU 0 has used its slice after 10
    // ms and is throttled; the others took one each just before, and give back what they have not worked of it.
    [Theory]
    [InlineData(118.0, 100, 3.0, 4.0)] // 6 ms at 112, 11 ms at 113: more than a slice
    [InlineData(200.0, 100, 3.0, 5.0)] // 10 ms at 114: not more than a slice, so not before the refill
    [InlineData(200.0, 100, 3.0)] // 6 ms
    [InlineData(118.0, 100, 3.0, 4.0, 5.0)] // a third at 114 does not start the timer anew
    [InlineData(121.0, 100, 3.0, 5.0, 7.0)] // exactly a slice at 114 sets no timer, 12 ms at 116 do
    [InlineData(117.0, 100, 2.0, 3.0, 8.0)] // 7 ms at 111, 13 ms at 112
    public void Returned_quota_wakes_a_throttled_cpu(double expected, double starts, params double[] works)
    {
        var cpus = 1 + works.Length;
        var machine = new Machine(cpus, CfsTunables.For(P, cpus) with
        {
            Hz = 1000,
            TickSkew = TimeSpan.Zero,
            BandwidthSlice = TimeSpan.FromMilliseconds(10),
        });
        var limited = machine.Cpu.CreateGroup("limited");
        limited.SetBandwidth(TimeSpan.FromMilliseconds(10 * cpus), TimeSpan.FromMilliseconds(100));
        var tasks = new List<CpuTask>();
        for (var cpu = 0; cpu < cpus; cpu++)
        {
            var pinned = machine.Cpu.CreateGroup($"cpu{cpu}", limited);
            pinned.Affinity = CpuSet.Of(cpu);
            tasks.Add(machine.Cpu.CreateTask($"t{cpu}", pinned));
        }

        machine.At(starts, () => tasks[0].Demand(CpuTask.Forever));
        for (var i = 0; i < works.Length; i++)
        {
            var (task, work) = (tasks[i + 1], (long)(works[i] * 1_000_000));
            machine.At(starts + 9, () => task.Demand(work));
        }

        var slices = new List<TimeSlice>();
        using var recorder = new SwitchRecorder(machine.Cpu) { SliceEnded = slices.Add };
        machine.Run(300);
        var mine = slices.Where(slice => slice.Task == tasks[0]).ToList();
        Assert.Equal(starts + 10, mine[0].EndNs / 1e6);
        Assert.Equal(expected, mine[1].StartNs / 1e6);
    }
}
