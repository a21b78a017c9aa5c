using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using Site = CloudSim.Net.Datacenter.Datacenter;

namespace CloudSim.Net.Tests.Datacenter;

public class GuestSandboxTests
{
    private static readonly GuestSpec Spec = new(256.MiB, 40.MiB);

    [Fact]
    public void A_guest_requests_its_memory_and_what_the_host_holds_beside()
    {
        var (one, four) = (GuestSandbox.Needs(Firecracker.Of(P), Spec), GuestSandbox.Needs(Firecracker.Of(P), Spec with { VCpus = 4 }));
        Assert.Equal((1, 4), (one.Cpus, four.Cpus));
        Assert.Equal(256.MiB + Firecracker.Of(P).Footprint.PerGuest, one.Memory);
        Assert.Equal(Firecracker.Of(P).Footprint.PerVCpu * 3, four.Memory - one.Memory);
        Assert.Equal(1, one.Slots);
    }

    [Fact]
    public void A_guest_boots_runs_and_is_stopped_when_its_time_is_over()
    {
        var (site, runs) = (Make(), 0);
        var request = GuestSandbox.Request("vm", Firecracker.Of(P), Spec, _ => runs++) with { Duration = 10.Seconds };
        var allocation = site.Submit(request);
        site.Simulation.Run(allocation.WhenStarted);
        var guest = ((GuestSandbox)allocation.Sandbox!).Guest;
        Assert.Equal((GuestState.Running, 1), (guest.State, runs));
        Assert.InRange((site.Simulation.Now - allocation.Submitted).TotalMilliseconds, 50, 500); // it booted
        var used = site.Nodes[0].Host.Memory.Used;
        site.Simulation.Run(allocation.WhenEnded);
        Assert.Equal(10.Seconds, allocation.Finished - allocation.Started);
        Assert.Equal(GuestState.Stopped, guest.State);
        Assert.True(site.Nodes[0].Host.Memory.Used < used);
        Assert.Equal(default, site.Nodes[0].Requested);
    }

    [Fact]
    public void One_that_is_killed_gives_its_place_back_and_says_why()
    {
        var site = Make();
        var allocation = site.Submit(GuestSandbox.Request("vm", Firecracker.Of(P), Spec));
        site.Simulation.Run(allocation.WhenStarted);
        var guest = ((GuestSandbox)allocation.Sandbox!).Guest;
        var vmm = guest.Cgroup.Tree().SelectMany(cgroup => cgroup.All()).First();
        site.Nodes[0].Host.Kernel.Processes.End(vmm, 137);
        site.Simulation.Run(1.Seconds);
        Assert.Equal(AllocationState.Ended, allocation.State);
        Assert.Equal("its process ended with 137", allocation.EndedBy);
        Assert.Equal(default, site.Nodes[0].Requested);
    }

    [Fact]
    public void One_that_cannot_boot_is_refused_with_the_cause()
    {
        var site = Make();
        var allocation = site.Submit(GuestSandbox.Request("vm", Firecracker.Of(P), Spec with { Limits = new() { MemoryMax = 20.MiB } }));
        site.Simulation.Run(10.Seconds);
        Assert.Equal(AllocationState.Refused, allocation.State);
        Assert.Equal("start", allocation.Refusal!.Filter);
        Assert.Contains("memory", allocation.Refusal.Detail);
        Assert.Equal(default, site.Nodes[0].Requested);
    }

    [Fact]
    public void What_the_host_has_run_out_of_is_a_refusal_and_the_next_host_is_asked()
    {
        var site = Make(hosts: 2);
        var request = GuestSandbox.Request("vm", RuncContainer.Of(P), new(1.MiB, 1.MiB)) with { };
        request = request with { Needs = new(0.001, 1.MiB) };
        var all = Enumerable.Range(0, 2 * 1023 + 1).Select(_ => site.Submit(request)).ToList();
        site.Simulation.Run(TimeSpan.FromTicks(1));
        Assert.Equal(1023, site.Nodes[0].Places);
        Assert.Equal(1023, site.Nodes[1].Places);
        Assert.Equal(2, site.Nodes.Open);
        Assert.StartsWith("host: ", $"{all[^1].Refusal}");
        Assert.Contains("bridge port", $"{all[^1].Refusal}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_no_host_can_ever_run_is_refused_and_does_not_stop_the_run()
    {
        var site = Make(model: HostModel.Pentium4Desktop(P));
        var allocation = site.Submit(GuestSandbox.Request("vm", Firecracker.Of(P), new(64.MiB, 1.MiB)));
        site.Simulation.Run(1.Seconds);
        Assert.Equal(AllocationState.Refused, allocation.State);
        Assert.Equal("host", allocation.Refusal!.Filter);
    }

    [Fact]
    public void An_instance_takes_its_new_size()
    {
        var site = Make();
        var allocation = site.Submit(new InstanceType("small", 1, 1.GiB).Request("a"));
        site.Simulation.Run(TimeSpan.FromTicks(1));
        var (instance, memory) = ((Instance)allocation.Sandbox!, site.Nodes[0].Host.Memory.Used);
        instance.Execute(1e12.Cycles);
        instance.Execute(1e12.Cycles);
        site.Simulation.Run(1.Seconds);
        Assert.Equal(1.0, instance.CpuTime.TotalSeconds, 2);
        Assert.Null(allocation.Resize(new(2, 3.GiB, slots: 1)));
        Assert.Equal(2.GiB, site.Nodes[0].Host.Memory.Used - memory);
        site.Simulation.Run(1.Seconds);
        Assert.Equal(3.0, instance.CpuTime.TotalSeconds, 2);
        Assert.Null(allocation.Resize(new(0.5, 1.GiB, slots: 1)));
        Assert.Equal(memory, site.Nodes[0].Host.Memory.Used);
        site.Simulation.Run(1.Seconds);
        Assert.Equal(3.5, instance.CpuTime.TotalSeconds, 2);
        Assert.Equal("CPUs", allocation.Resize(new(0, 1.GiB, slots: 1))!.Filter);
        Assert.Null(allocation.Resize(new(site.Nodes[0].Allocatable.Cpus, 1.GiB, slots: 1))); // no limit any more
        site.Simulation.Run(1.Seconds);
        Assert.Equal(5.5, instance.CpuTime.TotalSeconds, 2);
        allocation.Stop();
        Assert.Equal(1.GiB, memory - site.Nodes[0].Host.Memory.Used);
    }

    private static Site Make(int hosts = 1, HostModel? model = null)
    {
        var (sim, streams) = (new Simulation(), new RandomStreams(1));
        var site = new Site(sim, new FirstFit());
        for (var i = 0; i < hosts; i++)
            site.Add(new Host(sim, model ?? HostModel.RackServer(P), streams, SchedulerKind.Fluid));
        return site;
    }
}
