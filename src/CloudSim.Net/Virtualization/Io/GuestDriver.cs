using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>A kernel's own path to its devices, in native cycles: the same kernel code in a guest and on the bare machine.</summary>
/// <param name="BlockSubmit">From the system call to the device's queue, one small read.</param>
/// <param name="BlockComplete">From the interrupt to the wake-up of the process that waits.</param>
/// <param name="SmallPacket">Protocol stack and driver, one small packet in or out.</param>
/// <param name="CopyByte">Copy between program and kernel, one byte.</param>
/// <param name="CyclesPerCall">Cycles of this code to one indirect call or return, which a translator must look up.</param>
/// <param name="Uses">Every number that it was made of.</param>
public sealed record GuestDriver(Cycles BlockSubmit, Cycles BlockComplete, Cycles SmallPacket, Cycles CopyByte, Cycles CyclesPerCall,
    IReadOnlyList<Parameter> Uses) : IParameterized
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

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = Check.NotNull(Uses);

    /// <summary>Linux.</summary>
    public static GuestDriver Linux(Parameters parameters) => parameters.Make(nameof(Linux), Read);

    /// <summary>Protocol stack and driver, one packet with this much data.</summary>
    public Cycles Packet(Bytes payload) => SmallPacket + CopyByte * payload.Count;

    private static GuestDriver Read(Parameters parameters)
    {
        var p = parameters.Beside<GuestDriver>();
        return new GuestDriver(p.Cycles("block_submit"), p.Cycles("block_complete"), p.Cycles("packet"), p.Cycles("copy_byte"),
            p.Cycles("cycles_per_call"), parameters.Uses);
    }
}
