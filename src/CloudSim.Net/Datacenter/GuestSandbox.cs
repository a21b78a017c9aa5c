using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// A <see cref="Guest"/> of a platform in a datacenter: admitted on the host that was chosen, booted, and stopped, with all that this costs
/// there. What the host has run out of (memory that is touched, bridge ports, process ids) is a refusal of <c>host</c>. A resize changes
/// what is requested and not the guest: it keeps the virtual CPUs and the memory that it booted with.
/// </summary>
public sealed partial class GuestSandbox : IMovableSandbox, IMeasured
{
    private readonly Action<Guest>? runs;
    private bool isRunning, isStopping;

    private GuestSandbox(Guest guest, Action<Guest>? runs)
    {
        (Guest, this.runs) = (guest, runs);
        guest.Stopped += HasStopped;
    }

    /// <summary>The guest.</summary>
    public Guest Guest { get; }

    /// <inheritdoc/>
    public Action<string>? Ended { private get; set; }

    /// <inheritdoc/>
    public SandboxUse Used => SandboxUse.Of(Guest);

    /// <summary>Makes guests of a platform.</summary>
    /// <param name="platform">How they are isolated.</param>
    /// <param name="spec">What each is given.</param>
    /// <param name="runs">Told each guest when its own program runs: who gives it work.</param>
    public static MakeSandbox Of(Platform platform, GuestSpec spec, Action<Guest>? runs = null)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(spec);
        return (Node node, out Refusal? refusal) =>
        {
            try
            {
                refusal = node.Host.TryAdmit(platform, spec, out var guest, out var boundBy) ? null
                    : new("host", boundBy == Host.NotAwake ? $"{node.Name}: {boundBy}"
                        : $"{boundBy} of {node.Name} is used up: {Detail(node.Host, platform, spec, boundBy!)}");
                return guest is null ? null : new GuestSandbox(guest, runs);
            }
            catch (Exception e) when (e is InputException or ArgumentException or InvalidOperationException)
            {
                refusal = new("host", e.Message);
                return null;
            }
        };
    }

    /// <summary>What a guest of a platform requests: its virtual CPUs, its memory with what the host holds for it beside, its disk and a
    /// slot.</summary>
    public static Resources Needs(Platform platform, GuestSpec spec)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(spec);
        return new(spec.VCpus, spec.ConfiguredMemory + platform.WithVCpus(spec.VCpus).Footprint.PerGuest, spec.Disk, slots: 1);
    }

    /// <summary>A request for a guest of a platform, with its <see cref="Needs"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="platform">How it is isolated.</param>
    /// <param name="spec">What it is given.</param>
    /// <param name="runs">Told the guest when its own program runs: who gives it work.</param>
    public static Request Request(string name, Platform platform, GuestSpec spec, Action<Guest>? runs = null) =>
        new(name, Needs(platform, spec), Of(platform, spec, runs));

    // What was short, in numbers.
    private static string Detail(Host host, Platform platform, GuestSpec spec, string boundBy)
    {
        if (boundBy == Host.GuestMemoryLimit)
            return platform.TooSmall(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image)!;
        if (boundBy == Host.MemoryLimit)
            return $"asked {platform.Resident(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image)}, "
                + $"{host.Memory.Available} available";
        return host.Model.Limits.FirstOrDefault(limit => limit.Key.Name == boundBy).Key is { } kind
            ? $"{host.Kernel.Count(kind)} of {host.Model.Limits[kind]} are taken" : $"{host.Guests.Count} guests are there";
    }

    /// <inheritdoc/>
    public Event? Start()
    {
        var started = new Event(Guest.Host.Simulation);
        Guest.Start().AddCallback(boot =>
        {
            if (Guest.State != GuestState.Running)
            {
                started.Fail(Guest.EndedBy ?? (boot.IsOk ? "it was stopped while it started" : boot.Value));
                return;
            }

            isRunning = true;
            started.Succeed();
            runs?.Invoke(Guest);
        });
        return started;
    }

    /// <inheritdoc/>
    public void Stop()
    {
        isStopping = true;
        Guest.Stop();
    }

    // One that ends while it starts fails its start.
    private void HasStopped()
    {
        if (isRunning && !isStopping)
            Ended?.Invoke(Guest.EndedBy ?? "it ended by itself");
    }
}
