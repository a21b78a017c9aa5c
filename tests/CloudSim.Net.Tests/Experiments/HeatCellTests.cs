using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Experiments;

public class HeatCellTests
{
    /// <summary>Two hosts of two CPUs: one has a busy CPU for three hours, the other none; the fourth hour is left out for both.</summary>
    [Fact]
    public void Fields_of_cpu_reach_as_far_as_the_last_work()
    {
        var sim = new Simulation();
        var model = HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(2) };
        var streams = new RandomStreams(1);
        Host[] hosts = [new(sim, model, streams, SchedulerKind.Fluid), new(sim, model, streams, SchedulerKind.Fluid)];
        var series = hosts.Select(host => TimeSeries.Of(host, 60.Minutes)).ToList();
        hosts[0].Scheduler.CreateTask("worker").Demand(3.Hours);
        sim.Run(250.Minutes);
        var fields = HeatCell.OfCpu(series, cpus: 2);
        Assert.Equal([(0, 0.0), (0, 1.0), (0, 2.0), (1, 0.0), (1, 1.0), (1, 2.0)], fields.Select(f => (f.Row, Math.Round(f.Start, 9))));
        Assert.Equal([50, 50, 50, 0, 0, 0], fields.Select(f => Math.Round(f.Value, 6)));
        Assert.All(fields, f => Assert.Equal(1, f.End - f.Start, 9));
    }

    /// <summary>Where nobody works at all, all is shown.</summary>
    [Fact]
    public void Idle_machines_are_shown_as_long_as_they_were_recorded()
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.RackServer(P), new RandomStreams(1), SchedulerKind.Fluid);
        var series = TimeSeries.Of(host, 60.Minutes);
        sim.Run(210.Minutes);
        Assert.Equal(series.Samples.Count, HeatCell.OfCpu([series], host.Model.Topology.Cpus).Count);
    }
}
