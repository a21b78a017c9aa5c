using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Platforms.Testbeds;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T19: how long a guest waits for a page after the switch, where the page goes behind the stream in its sockets, and where it has a
/// connection of its own (Xu, qemu-devel 2022).
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Xu2022PostCopy(Parameters p)
{
    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T19")
    {
        { "4 KiB pages, shared channel", () => Milliseconds(ownConnection: false) },
        { "4 KiB pages, own channel", () => Milliseconds(ownConnection: true) },
    };

    private double Milliseconds(bool ownConnection) => MoveRun.Of(p, Xu2022.Guest, MoveRun.OfCable(p, Xu2022.Cable(p)),
        new PostCopy(p) { OwnConnection = ownConnection }).FaultLatency.TotalMilliseconds;
}
