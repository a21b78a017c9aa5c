using CloudSim.Net.Units;

namespace CloudSim.Net.Networking;

/// <summary>One thing that a packet passes in a kernel, on the CPU of who sends or of who receives.</summary>
/// <param name="Name">What it is, for instance <c>veth and bridge</c>.</param>
/// <param name="PerPacket">Cycles for each packet (a bulk TCP stream's packets are segments of up to 64 KiB until they leave the
/// machine).</param>
/// <param name="PerByte">Cycles for each byte.</param>
/// <param name="AtReceiver">On the receiving machine rather than the sending one.</param>
public readonly record struct Hop(string Name, Cycles PerPacket, Cycles PerByte = default, bool AtReceiver = false)
{
    /// <summary>Cycles for each packet (a bulk TCP stream's packets are segments of up to 64 KiB until they leave the machine).</summary>
    public Cycles PerPacket { get; init => field = Check.Amount(value); } = Check.Amount(PerPacket);

    /// <summary>Cycles for each byte.</summary>
    public Cycles PerByte { get; init => field = Check.Amount(value); } = Check.Amount(PerByte);

    /// <summary>Whether it changes an address of the packet.</summary>
    public bool Translates { get; init; }

    /// <summary>Cycles of one packet of this size.</summary>
    public Cycles Of(Bytes size) => PerPacket + PerByte * size.Count;
}
