namespace CloudSim.Net.Virtualization;

/// <summary>Cost of one I/O operation in its three places.</summary>
/// <param name="Submit">The guest's path down to the device, on the vCPU.</param>
/// <param name="Device">The VMM's device thread, as <see cref="CycleCost.Device"/>.</param>
/// <param name="Complete">Interrupt and the guest's path up, on the vCPU.</param>
public readonly record struct IoCost(CycleCost Submit, CycleCost Device, CycleCost Complete)
{
    /// <summary>All three.</summary>
    public CycleCost Sum => Submit + Device + Complete;
}
