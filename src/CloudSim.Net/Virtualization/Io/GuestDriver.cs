using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>A kernel's own path to its devices, in native cycles: the same kernel code in a guest and on the bare machine.</summary>
/// <param name="BlockSubmit">From the system call to the device's queue, one small read.</param>
/// <param name="BlockComplete">From the interrupt to the wake-up of the process that waits.</param>
/// <param name="SmallPacket">Protocol stack and driver, one small packet in or out.</param>
/// <param name="CopyByte">Copy between program and kernel, one byte.</param>
/// <param name="CyclesPerCall">Cycles of this code to one indirect call or return, which a translator must look up.</param>
/// <param name="Sheet">The data file behind the figures.</param>
public sealed record GuestDriver(Cycles BlockSubmit, Cycles BlockComplete, Cycles SmallPacket, Cycles CopyByte, Cycles CyclesPerCall,
    ParameterSheet Sheet)
{
    /// <summary>From the system call to the device's queue, one small read.</summary>
    public Cycles BlockSubmit { get; init => field = Check.Amount(value); } = Check.Amount(BlockSubmit);

    /// <summary>From the interrupt to the wake-up of the process that waits.</summary>
    public Cycles BlockComplete { get; init => field = Check.Amount(value); } = Check.Amount(BlockComplete);

    /// <summary>Protocol stack and driver, one small packet in or out.</summary>
    public Cycles SmallPacket { get; init => field = Check.Amount(value); } = Check.Amount(SmallPacket);

    /// <summary>Copy between program and kernel, one byte.</summary>
    public Cycles CopyByte { get; init => field = Check.Amount(value); } = Check.Amount(CopyByte);

    /// <summary>Cycles of this code to one indirect call or return, which a translator must look up.</summary>
    public Cycles CyclesPerCall { get; init => field = Check.Positive(value); } = Check.Positive(CyclesPerCall);

    /// <summary>Linux.</summary>
    public static GuestDriver Linux { get; } = Read();

    /// <summary>Protocol stack and driver, one packet with this much data.</summary>
    public Cycles Packet(Bytes payload) => SmallPacket + CopyByte * payload.Count;

    private static GuestDriver Read()
    {
        var p = ParameterSheet.Beside<GuestDriver>();
        return new GuestDriver(p.Cycles("block_submit"), p.Cycles("block_complete"), p.Cycles("packet"), p.Cycles("copy_byte"),
            p.Cycles("cycles_per_call"), p);
    }
}
