namespace CloudSim.Net.Virtualization;

/// <summary>
/// What a step of a start or an end does, by which code finds it; its title is for people only. A model makes a kind of its own by a name
/// that no other has: <c>new StepKind("registration")</c>.
/// </summary>
/// <param name="Name">The kind in the field's words.</param>
public readonly record struct StepKind(string Name)
{
    /// <summary>A program's own work on the host: a VMM's, a runtime's, a tool's.</summary>
    public static StepKind Program { get; } = new("program");

    /// <summary>Another process has its turn.</summary>
    public static StepKind Handoff { get; } = new("hand-off");

    /// <summary>The kernel's work for one call, of no kind below.</summary>
    public static StepKind SystemCall { get; } = new("system call");

    /// <summary>A union mount, made or undone.</summary>
    public static StepKind UnionMount { get; } = new("union mount");

    /// <summary>Mounts within a container, and its new root.</summary>
    public static StepKind Mounts { get; } = new("mounts");

    /// <summary>Namespaces made or given up.</summary>
    public static StepKind Namespaces { get; } = new("namespaces");

    /// <summary>A cgroup made, entered or removed.</summary>
    public static StepKind Cgroup { get; } = new("cgroup");

    /// <summary>A network interface: veth pair, bridge port, tap, a VMM's device for it.</summary>
    public static StepKind NetworkInterface { get; } = new("network interface");

    /// <summary>A program takes the place of another.</summary>
    public static StepKind Exec { get; } = new("exec");

    /// <summary>An image or a package brought to the machine: received, read, written.</summary>
    public static StepKind Load { get; } = new("load");

    /// <summary>A package installed before a task can begin.</summary>
    public static StepKind Package { get; } = new("package");

    /// <summary>Firmware, in the guest.</summary>
    public static StepKind Firmware { get; } = new("firmware");

    /// <summary>A guest's kernel up to init, beside its devices.</summary>
    public static StepKind GuestKernel { get; } = new("guest kernel");

    /// <summary>A guest's kernel finds and sets up devices.</summary>
    public static StepKind DeviceProbes { get; } = new("device probes");

    /// <summary>Programs in the guest.</summary>
    public static StepKind GuestProgram { get; } = new("guest program");

    /// <summary>Time that passes without work: a polling interval, a grace period.</summary>
    public static StepKind Wait { get; } = new("wait");

    /// <summary>Notes a point of the start.</summary>
    public static StepKind Mark { get; } = new("mark");

    /// <summary>Steps of several kinds under one title.</summary>
    public static StepKind Several { get; } = new("several");

    /// <summary>The kind of steps that belong together: theirs if it is the same for all.</summary>
    internal static StepKind Of(IEnumerable<StepKind> kinds) => kinds.Distinct().Take(2).ToArray() is [var one] ? one : Several;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
