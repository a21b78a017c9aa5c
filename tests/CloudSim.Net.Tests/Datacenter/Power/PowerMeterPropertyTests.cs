using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Tests.Scheduling;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter.Power;

/// <summary>Energy is the integral of the power, whatever runs under whichever scheduler.</summary>
[Collection(AloneCollection.Name)]
public class PowerMeterPropertyTests
{
    public static TheoryData<string> Uniform => ["cfs", "eevdf", "credit", "fluid"];

    public static TheoryData<string> Sliced => ["cfs", "eevdf", "credit", "cfs, threads", "eevdf, threads"];

    [Theory]
    [MemberData(nameof(Uniform))]
    public void Power_for_each_busy_CPU_is_energy_for_each_second_of_CPU_time(string scheduler) => MeteredHost.Setups.Sample(
        setup =>
        {
            var host = new MeteredHost(scheduler, setup, cpus => PowerModel.PerCpu(3.Watts, cpus));
            for (var i = 1; i <= 14; i++)
            {
                host.Step(i);
                Assert.Equal(3e-9 * host.Cpu.BusyNs, host.Meter.Energy.Value, (3e-9 * host.ToleranceNs) + 1e-11);
                Assert.Equal(3 * host.Cpu.BusyCpus, host.Meter.Now.Value, 1e-9);
                Assert.InRange(host.Cpu.BusyCpus, 0, host.Cpu.Cpus + 1e-9);
            }
        },
        iter: 60);

    /// <summary>The same integral from what the scheduler says of each switch, for a power that is no line.</summary>
    [Theory]
    [MemberData(nameof(Sliced))]
    public void The_meter_agrees_with_the_switches(string scheduler) => MeteredHost.Setups.Sample(
        setup =>
        {
            var plain = setup with { Groups = [.. setup.Groups.Select(g => (g.Parent, g.Weight, g.Limit, 1))] };
            var host = new MeteredHost(scheduler, plain, _ => PowerTables.Of(P, "DellR6515"));
            var (busy, since, energy) = (0, 0L, 0.0);
            host.Cpu.Switched = (_, from, to) =>
            {
                Account();
                busy += (to == null ? 0 : 1) - (from == null ? 0 : 1);
            };
            for (var i = 1; i <= 14; i++)
            {
                host.Step(i);
                Account();
                Assert.Equal(busy, host.Cpu.BusyCpus, 1e-12);
                Assert.Equal(energy, host.Meter.Energy.Value, 1e-10 * energy);
            }

            void Account()
            {
                energy += host.Meter.Model.At(busy / (double)host.Cpu.Cpus).Value * (host.Cpu.NowNs - since) * 1e-9;
                since = host.Cpu.NowNs;
            }
        },
        iter: 40);

    /// <summary>Who is not watched may be passed over in whole rounds.</summary>
    [Fact]
    public void Metering_changes_nothing_and_watching_changes_no_energy() => MeteredHost.Setups.Sample(
        setup =>
        {
            var (alone, watched) = (Make(), Make());
            watched.Cpu.Switched = (_, _, _) => { };
            for (var i = 1; i <= 14; i++)
            {
                alone.Step(i);
                watched.Step(i);
                _ = watched.Meter.Read();
            }

            Assert.Equal(watched.Cpu.BusyNs, alone.Cpu.BusyNs);
            Assert.Equal(watched.Meter.Energy.Value, alone.Meter.Energy.Value, 1e-10 * watched.Meter.Energy.Value);

            MeteredHost Make() => new("cfs", setup, _ => PowerTables.Of(P, "DellR720"));
        },
        iter: 40);

    /// <summary>A power that falls with the load is one too: no row need be above the one before.</summary>
    [Fact]
    public void Any_table_is_between_its_least_and_its_most_row() => Gen.Select(MeteredHost.Setups, Gen.Double[0, 900].Array[11]).Sample(
        (setup, rows) =>
        {
            var host = new MeteredHost("fluid", setup, _ => new PowerModel([.. rows.Select(row => row.Watts)]));
            var before = host.Meter.Read();
            for (var i = 1; i <= 10; i++)
            {
                host.Step(i);
                var now = host.Meter.Read();
                Assert.InRange(now.MeanSince(before).Value, rows.Min() - 1e-6, rows.Max() + 1e-6);
                before = now;
            }
        },
        iter: 40);
}
