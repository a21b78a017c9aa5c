using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Containers;

/// <summary>A machine with an engine and one small image, for tests.</summary>
internal sealed class Rack
{
    public Rack()
    {
        // Nothing of its own in memory, so that tests see what they put there.
        Host = new Host(Sim, HostModel.RackServer(P) with { HostReserved = Bytes.Zero }, new RandomStreams(7));
        Kernel.Store.Tag("app", new Image([Layer.Of("base", 50.MiB), Layer.Of("app", 5.MiB)]));
        Engine = new ContainerEngine(Kernel);
    }

    public Simulation Sim { get; } = new();

    public Host Host { get; }

    public MachineKernel Kernel => Host.Kernel;

    public ContainerEngine Engine { get; }

    public OciContainer Run(ContainerSpec spec)
    {
        Sim.Run(Engine.Run(spec));
        return Engine.Find(spec.Name)!;
    }

    /// <summary>Why a call fails; null if it does not.</summary>
    public EngineError? Failure(Process call, Action? before = null)
    {
        before?.Invoke();
        Sim.Run(call);
        return call.IsOk ? null : ((EngineFailure)call.Value).Error;
    }
}
