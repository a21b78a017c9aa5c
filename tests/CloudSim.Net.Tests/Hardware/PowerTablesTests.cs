using CloudSim.Net.Experiments.Validation;
using CloudSim.Net.Hardware;
using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Hardware;

public class PowerTablesTests
{
    public static TheoryData<string> Machines => [.. PowerTables.Machines];

    [Fact]
    public void Twenty_one_machines_are_known() => Assert.Equal(21, PowerTables.Machines.Count);

    [Theory]
    [MemberData(nameof(Machines))]
    public void More_load_draws_more_and_each_row_is_its_published_fact(string machine)
    {
        var model = PowerTables.Of(P, machine);
        var facts = FactList.Read(WorkingCopy.At("experiments/samples/published/facts.csv"));
        for (var i = 1; i < PowerModel.Count; i++)
            Assert.True(model.Rows[i] > model.Rows[i - 1], $"row {i}");
        var rows = model.Uses.Where(p => p.Sheet == nameof(PowerTables)).ToList();
        Assert.Equal(PowerModel.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal(facts.Named(row.Facts.Single()).Single().Number, row.Value));
        Assert.Single(rows.SelectMany(row => facts.Runs(row.Facts)).Distinct());
        for (var i = 0; i < PowerModel.Count; i++)
            Assert.Equal(model.Rows[i].Value, rows.Single(row => row.Name.EndsWith($"_{10 * i}", StringComparison.Ordinal)).Value);
        Assert.InRange(model.Sleep!.Asleep.Value, 1, model.Idle.Value);
    }

    [Fact]
    public void A_number_that_is_set_reaches_the_host()
    {
        var set = P.With("PowerTables.dell_r720_50", "0.13 kW");
        Assert.Equal(130.Watts, MeasuredServers.DellR720(set).Power!.At(0.5));
        Assert.Equal(122.Watts, MeasuredServers.DellR720(P).Power!.At(0.5));
        Assert.Contains(MeasuredServers.DellR720(set).Uses, p => p.Name == "dell_r720_50" && p.IsOverride);
        Assert.Equal(7.Seconds, MeasuredServers.DellR720(P.With("SuspendToRam.wake_up", "7s")).Power!.Sleep!.WakeUp);
    }

    [Fact]
    public void A_server_has_its_CPUs_and_its_power()
    {
        var model = MeasuredServers.DellR640(P);
        Assert.Equal((112, 2, 2.5e9), (model.Topology.Cpus, model.Topology.Sockets, model.Cpu.Clock.Hertz));
        Assert.Same(PowerTables.Of(P, "DellR640"), model.Power);
        Assert.All(HostModel.All.Where(m => PowerTables.Machines.Contains(m.Key)),
            m => Assert.Same(PowerTables.Of(P, m.Key), m.Value(P).Power));
        Assert.Equal((2, 4.GiB, 1.86e9), (MeasuredServers.HpMl110G4(P).Topology.Cpus, MeasuredServers.HpMl110G4(P).Memory,
            MeasuredServers.HpMl110G4(P).Cpu.Clock.Hertz));
    }

    [Fact]
    public void An_unknown_machine_is_refused_with_those_that_are_known() =>
        Assert.Contains("DellR720", Assert.Throws<ArgumentException>(() => PowerTables.Of(P, "R720")).Message);

    [Fact]
    public void States_are_parts_of_full_power()
    {
        var (ram, off) = (SleepState.SuspendToRam(P, 200.Watts), SleepState.PoweredOff(P, 200.Watts));
        Assert.Equal(10.Watts, ram.Asleep);
        Assert.Equal((0.65.Seconds, 4.Seconds, 260.Seconds), (ram.FallAsleep, ram.WakeUp, off.WakeUp));
        Assert.True(off.Asleep < ram.Asleep);
        Assert.Equal(200.Watts, off.Waking);
    }
}
