using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter.Recording;

/// <summary>What the rows of a random run add up to, and that recording changes nothing.</summary>
public class DatacenterSeriesPropertyTests
{
    private static readonly Gen<Run> Runs =
        from kind in Gen.Int[0, 3].Select(i => i < 2 ? SchedulerKind.Fluid : i == 2 ? SchedulerKind.Cfs : SchedulerKind.Eevdf)
        from every in Gen.Int[1, 2_000]
        from steps in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 7], Gen.Int[1, 1_500], Gen.Int[0, 900]).Array[1, 25]
        select new Run(kind, every, steps);

    [Fact]
    public void Rows_add_up_to_the_counters_and_guests_to_no_more_than_their_host() => Runs.Sample(run =>
    {
        var center = new RecordedDatacenter(1, 3, _ => run.Kind);
        var series = center.Record(run.EveryMs.Milliseconds);
        run.Play(center);
        series.Dispose();
        foreach (var node in center.Center.Nodes.All)
        {
            var rows = center.Hosts.Where(row => row.Host == node.Name).ToList();
            var lengths = rows.Select((row, i) => row.TimeS - (i == 0 ? 0 : rows[i - 1].TimeS)).ToList();
            Assert.Equal(node.Host.Scheduler.BusyNs / 1e9, rows.Zip(lengths, (row, s) => row.CpuPct / 100 * s).Sum(), 1e-7);
            Assert.Equal(PowerMeter.Of(node.Host).Energy.Value, rows.Zip(lengths, (row, s) => row.PowerW!.Value * s).Sum(), 1e-4);
            Assert.Equal(node.Host.Memory.Current.MiB, rows[^1].MemoryMib);
            Assert.All(rows, row => Assert.InRange(row.CpuPct, 0, 200 + 1e-3));
            foreach (var (row, s) in rows.Zip(lengths))
            {
                var guests = center.Guests.Where(guest => guest.TimeS == row.TimeS && guest.Host == row.Host).ToList();
                Assert.True(guests.Sum(guest => guest.CpuPct!.Value) <= row.CpuPct + (1e-4 / s), $"{row}: {string.Join("; ", guests)}");
                Assert.Equal(row.Guests, guests.Count(guest => guest.State != AllocationState.Ended));
            }

            // All that runs there are guests: together they lack what the host lacks.
            if (run.Kind == SchedulerKind.Fluid)
                Assert.Equal(rows.Zip(lengths, (row, s) => row.StealPct / 100 * s).Sum(),
                    center.Guests.Where(guest => guest.Host == node.Name)
                        .Sum(guest => guest.StealPct!.Value / 100 * lengths[rows.FindIndex(row => row.TimeS == guest.TimeS)]), 1e-5);
        }
    }, iter: 40);

    [Fact]
    public void A_run_that_is_recorded_gives_what_it_gives_without() => Runs.Sample(run =>
    {
        var (plain, recorded) = (new RecordedDatacenter(1, 3, _ => run.Kind), new RecordedDatacenter(1, 3, _ => run.Kind));
        var without = run.Play(plain);
        using var series = recorded.Record(run.EveryMs.Milliseconds);
        Assert.Equal(without, run.Play(recorded));
        Assert.Equal(plain.Center.Nodes.All.Select(node => node.Host.Scheduler.BusyNs),
            recorded.Center.Nodes.All.Select(node => node.Host.Scheduler.BusyNs));
    }, iter: 40);

    /// <param name="Kind">The scheduler of all hosts.</param>
    /// <param name="EveryMs">The interval.</param>
    /// <param name="Steps">What to do, with whom, how long that takes in CPU time, how long until the next step.</param>
    private sealed record Run(SchedulerKind Kind, int EveryMs, (int What, int Who, int WorkMs, int WaitMs)[] Steps)
    {
        public override string ToString() => $"{Kind}, {EveryMs} ms: {string.Join(' ', Steps)}";

        /// <summary>When tasks were done, by number.</summary>
        public List<(long Task, long Ticks)> Play(RecordedDatacenter center)
        {
            var (done, live, number) = (new List<(long, long)>(), new List<Allocation>(), 0);
            foreach (var (what, who, workMs, waitMs) in Steps)
            {
                live.RemoveAll(allocation => allocation.State is AllocationState.Ended or AllocationState.Refused);
                if (live.Count == 0 || what == 0)
                {
                    var added = center.Place($"vm {number++}", 1 + (who % 3), who % 2 == 0 ? null : (2 * workMs).Milliseconds, 3.GiB);
                    if (added.Sandbox is Instance instance)
                        instance.Completed = task => done.Add((task, center.Simulation.Now.Ticks));
                    live.Add(added);
                }
                else if (what == 1 && live[who % live.Count] is var gone)
                    gone.Stop();
                else if (live[who % live.Count] is { State: AllocationState.Running, Sandbox: Instance instance })
                    instance.Execute(new Cycles(center.Model.Cpu.Clock.Hertz * workMs / 1000), number++);
                if (waitMs > 0)
                    center.Simulation.Run(waitMs.Milliseconds);
            }

            center.Simulation.Run(3.Seconds);
            return done;
        }
    }
}
