using CloudSim.Net.Calibration;
using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>The start of a container from the middle of HelloBench by the container engine, from a registry on the same network.</summary>
/// <param name="Pull">Time until the image is there, or can be read from afar.</param>
/// <param name="Total">Time until the program is ready.</param>
/// <param name="Moved">Data moved, as compressed in the registry.</param>
internal sealed record ColdStart(TimeSpan Pull, TimeSpan Total, Bytes Moved)
{
    /// <summary>One start.</summary>
    /// <param name="p">The numbers that machine, engine and image are made from.</param>
    /// <param name="image">The image.</param>
    /// <param name="present">An image that the machine has already; null for none.</param>
    /// <param name="lazily">Whether the start only fetches what it reads.</param>
    public static ColdStart Of(Parameters p, Image image, Image? present = null, bool lazily = false)
    {
        var (sim, machine) = (new Simulation(), HostModel.RackServer(p));
        var kernel = new Host(sim, machine, new RandomStreams(1)).Kernel;
        var registry = new Registry(p, sim, new FlowNetwork(sim), machine.Nic.Bandwidth);
        registry.Push("app", image);
        var puller = new ImagePuller(kernel, registry, new Link("machine", machine.Nic.Bandwidth));
        if (present is not null)
            kernel.Store.Tag("present", present);
        sim.Run(lazily ? puller.PullLazily("app") : puller.Pull("app"));
        var pulled = sim.Now - sim.StartDate;
        var engine = new ContainerEngine(kernel);
        sim.Run(engine.Run(new("app", "app")));
        var container = engine.Find("app")!;
        if (lazily)
            sim.Run(puller.Read(container.Image, HelloBench.Read(p)));
        sim.Run(container.Task!.Execute(HelloBench.StartWork(p) * (KernelSteps.Of(p).Clock.Hertz / machine.Cpu.Clock.Hertz)));
        return new ColdStart(pulled, sim.Now - sim.StartDate, puller.Pulled);
    }
}
