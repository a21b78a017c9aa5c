using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// A device, or a part of the machine, that a guest's kernel finds and sets up while it boots. Network interfaces come on top, as many as
/// the guest is given.
/// </summary>
/// <param name="Name">Its name, for instance <c>serial console</c>.</param>
/// <param name="Count">How many of them a guest finds; 0 for one that the VMM can model and this guest is not given.</param>
public sealed record GuestDevice(string Name, double Count)
{
    private const double Most = 1_000;
    private const string OfVmm = "device_", OfMachine = "chip_";

    /// <summary>Its name, for instance <c>serial console</c>.</summary>
    public string Name { get; init => field = Check.NotNull(value); } = Check.NotNull(Name);

    /// <summary>How many of them a guest finds, up to 1,000; 0 for one that the VMM can model and this guest is not given.</summary>
    public double Count { get; init => field = Check.Between(value, 0, Most); } = Check.Between(Count, 0, Most);

    /// <summary>Whether it is part of the machine itself: a timer, an interrupt controller, a bridge of a bus.</summary>
    public bool IsChip { get; init; }

    /// <summary>
    /// Those that a data file names, in its order: a row <c>device_serial_console</c> for each kind of device, <c>chip_pci_bridge</c> for
    /// each part of the machine; the value is the number that a guest finds.
    /// </summary>
    internal static IReadOnlyList<GuestDevice> Read(ParameterSheet sheet) =>
    [
        .. from row in sheet.Parameters
           let prefix = new[] { OfVmm, OfMachine }.FirstOrDefault(p => row.Name.StartsWith(p, StringComparison.Ordinal))
           where prefix is not null
           select new GuestDevice(row.Name[prefix.Length..].Replace('_', ' '), sheet.Count(row.Name)) { IsChip = prefix == OfMachine },
    ];

    /// <summary>The name, and how many unless it is one.</summary>
    public override string ToString() => Count == 1 ? Name : FormattableString.Invariant($"{Count} × {Name}");
}
