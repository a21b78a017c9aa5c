using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>How packets come: what decides how many of them need a notification or an interrupt of their own.</summary>
/// <param name="Interval">Time between two bursts, without the work on packets themselves; infinite for lone ones.</param>
/// <param name="Burst">Packets that come together; at least 1.</param>
/// <param name="Apart">Share of the bursts that come when nothing else is under way, because the work waits for each answer (0 to
/// 1).</param>
/// <param name="Payload">Data in a packet beyond a small one's.</param>
public readonly record struct PacketLoad(Cycles Interval, double Burst, double Apart, Bytes Payload)
{
    /// <summary>A small packet with nothing before or after it.</summary>
    public static PacketLoad Lone { get; } = new(new Cycles(double.PositiveInfinity), 1, 1, Bytes.Zero);

    /// <summary>
    /// The packets of a piece of work that takes this many cycles beside them, and its waiting. Where the CPU goes idle, one burst (the
    /// answer) has left and the next has not come: these two meet nothing under way.
    /// </summary>
    public static PacketLoad Of(WorkProfile work, Cycles others, CpuModel cpu) => new(
        (others + Cycles.Of(work.Wait, cpu.Clock)) * (work.PacketBurst / work.Packets), work.PacketBurst,
        Math.Min(1, 2 * work.Halts * work.PacketBurst / work.Packets), work.PacketPayload);

    /// <summary>
    /// Notifications for each packet, when the side that serves them asks for none while it works (virtio's and Xen's event index, NAPI):
    /// a burst needs one if it finds that side asleep, and bursts that come at random find it asleep for the share of time that it
    /// sleeps (Poisson arrivals see time averages). 1/burst for bursts that come apart, falling to 0 as the server saturates.
    /// </summary>
    /// <param name="service">What the server does for one packet.</param>
    /// <param name="pace">What the guest's CPU does for one packet: with <see cref="Interval"/> it sets how fast bursts follow.</param>
    public double Notifications(Cycles service, Cycles pace)
    {
        var asleep = Math.Max(0, 1 - service * Burst / (Interval + pace * Burst));
        return (Apart + (1 - Apart) * asleep) / Burst;
    }
}
