using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Containers;

/// <summary>
/// A low-level runtime after the OCI runtime specification: a program that is started for each operation, does its steps and ends. Its own
/// work is calibrated; the kernel's is that of <see cref="KernelSteps"/>.
/// </summary>
public sealed class OciRuntime : IParameterized
{
    private readonly KernelSteps steps;
    private readonly TimeSpan process, create, start, exec, delete;

    private OciRuntime(string name, Parameters p, string sheetName, Version version, Version curved)
    {
        (Name, Version, Curved, steps) = (name, version, curved, KernelSteps.Of(p));
        var sheet = p[sheetName];
        (process, create, start) = (sheet.Duration("process"), sheet.Duration("create"), sheet.Duration("start"));
        (exec, delete) = (sheet.Duration("exec"), sheet.Duration("delete"));
        Uses = p.Uses;
    }

    private OciRuntime(OciRuntime measured, Version version)
    {
        (Name, Version, Curved, steps, Uses) = (measured.Name, version, measured.Curved, measured.steps, measured.Uses);
        (process, create, start) = (measured.process, measured.create, measured.start);
        (exec, delete) = (measured.exec, measured.delete);
    }

    /// <summary>runc, in Go, of the version that was measured.</summary>
    public static OciRuntime Runc(Parameters parameters) =>
        parameters.Make(nameof(Runc), p => new OciRuntime("runc", p, nameof(Runc), new(1, 1, 5), new(1, 3, 2)));

    /// <summary>crun, in C, of the version that was measured.</summary>
    public static OciRuntime Crun(Parameters parameters) =>
        parameters.Make(nameof(Crun), p => new OciRuntime("crun", p, nameof(Crun), new(1, 8, 1), new(1, 23)));

    /// <summary>Every number that it was made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its version.</summary>
    public Version Version { get; }

    // From which version on it translates cpu.shares by the curve.
    private Version Curved { get; }

    /// <summary>The same in another version: with the times that were measured, and that version's rules.</summary>
    public OciRuntime Of(Version version) => new(this, version ?? throw new ArgumentNullException(nameof(version)));

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
        Program("start", process), steps.CgroupCreate(v1), steps.Clone(kinds, steps.SystemMounts),
        steps.CgroupAttach(v1),
        .. joined, steps.EnterRoot(), Program("create", create),
    ];

    /// <summary>start: to the first instruction of the container's program.</summary>
    public IReadOnlyList<Step> Start() => [Program("start", process), .. Begin()];

    /// <summary>run: create and start by one program.</summary>
    public IReadOnlyList<Step> Run(NamespaceKinds kinds, string[] v1, params Step[] joined) =>
        [.. Create(kinds, v1, joined), .. Begin()];

    /// <summary>delete, once the program has ended.</summary>
    public IReadOnlyList<Step> Delete(string[] v1) =>
        [Program("start", process), Program("delete", delete), steps.CgroupRemove(v1)];

    /// <summary>exec: one process more in the namespaces and the cgroup.</summary>
    public IReadOnlyList<Step> Exec(string[] v1) =>
        [Program("start", process), steps.Clone(NamespaceKinds.None, 0), steps.CgroupAttach(v1), .. Begin()];

    /// <summary>kill: a signal.</summary>
    public IReadOnlyList<Step> Kill() => [Program("start", process)];

    private IReadOnlyList<Step> Begin() => [Program("init", start), Program("last stage", exec), steps.Exec()];

    private Step Program(string what, TimeSpan time) => steps.Program("runtime", $"{Name} {what}", time);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
