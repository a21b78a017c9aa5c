using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Containers;

/// <summary>
/// A low-level runtime after the OCI runtime specification: a program that is started for each operation, does its steps and ends. Its own
/// work is calibrated; the kernel's is that of <see cref="KernelSteps"/>.
/// </summary>
public sealed class OciRuntime
{
    private readonly TimeSpan process, create, start, exec, delete;

    private OciRuntime(string name, ParameterSheet sheet, Version version, Version curved)
    {
        (Name, Sheet, Version, Curved) = (name, sheet, version, curved);
        (process, create, start) = (sheet.Duration("process"), sheet.Duration("create"), sheet.Duration("start"));
        (exec, delete) = (sheet.Duration("exec"), sheet.Duration("delete"));
    }

    /// <summary>runc, in Go, of the version that was measured.</summary>
    public static OciRuntime Runc { get; } = new("runc", ParameterSheet.Named("Runc"), new(1, 1, 5), new(1, 3, 2));

    /// <summary>crun, in C, of the version that was measured.</summary>
    public static OciRuntime Crun { get; } = new("crun", ParameterSheet.Named("Crun"), new(1, 8, 1), new(1, 23));

    /// <summary>The data file.</summary>
    public ParameterSheet Sheet { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its version.</summary>
    public Version Version { get; }

    // From which version on it translates cpu.shares by the curve.
    private Version Curved { get; }

    /// <summary>The same in another version: with the times that were measured, and that version's rules.</summary>
    public OciRuntime Of(Version version) => new(Name, Sheet, version ?? throw new ArgumentNullException(nameof(version)), Curved);

    /// <summary>
    /// The <c>cpu.weight</c> that it writes for <c>cpu.shares</c>: on a straight line, or, from runc 1.3.2 and crun 1.23 on, on a curve.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 2..262144.</exception>
    public int WeightOfShares(long shares) =>
        Version >= Curved ? CgroupFiles.WeightOfShares(shares) : CgroupFiles.LinearWeightOfShares(shares);

    /// <summary>create: from the start of the runtime to the state <see cref="OciStatus.Created"/>.</summary>
    /// <param name="kinds">Namespaces.</param>
    /// <param name="v1">Controllers of cgroup v1; none for v2.</param>
    /// <param name="joined">What others do within create once the namespaces are there (the engine's network hook).</param>
    public IReadOnlyList<Step> Create(NamespaceKinds kinds, string[] v1, params Step[] joined) =>
    [
        Program("start", process), KernelSteps.CgroupCreate(v1), KernelSteps.Clone(kinds, KernelSteps.SystemMounts),
        KernelSteps.CgroupAttach(v1),
        .. joined, KernelSteps.EnterRoot(), Program("create", create),
    ];

    /// <summary>start: to the first instruction of the container's program.</summary>
    public IReadOnlyList<Step> Start() => [Program("start", process), .. Begin()];

    /// <summary>run: create and start by one program.</summary>
    public IReadOnlyList<Step> Run(NamespaceKinds kinds, string[] v1, params Step[] joined) =>
        [.. Create(kinds, v1, joined), .. Begin()];

    /// <summary>delete, once the program has ended.</summary>
    public IReadOnlyList<Step> Delete(string[] v1) =>
        [Program("start", process), Program("delete", delete), KernelSteps.CgroupRemove(v1)];

    /// <summary>exec: one process more in the namespaces and the cgroup.</summary>
    public IReadOnlyList<Step> Exec(string[] v1) =>
        [Program("start", process), KernelSteps.Clone(NamespaceKinds.None, 0), KernelSteps.CgroupAttach(v1), .. Begin()];

    /// <summary>kill: a signal.</summary>
    public IReadOnlyList<Step> Kill() => [Program("start", process)];

    private IReadOnlyList<Step> Begin() => [Program("init", start), Program("last stage", exec), KernelSteps.Exec()];

    private Step Program(string what, TimeSpan time) => KernelSteps.Program("runtime", $"{Name} {what}", time);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
