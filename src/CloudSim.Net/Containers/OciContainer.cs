using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Containers;

/// <summary>A container as the runtime's state tells it: its status, its first process, and what was made for it.</summary>
public sealed class OciContainer
{
    private readonly List<StartStep> steps = [];

    internal OciContainer(ContainerSpec spec, Image image, MachineKernel kernel) =>
        (Spec, Image, Root, Kernel, Streams) = (spec, image, image.Mount(), kernel, kernel.NextContainer());

    /// <summary>What was asked.</summary>
    public ContainerSpec Spec { get; }

    /// <summary>Its image.</summary>
    public Image Image { get; }

    /// <summary>Its root file system: the image under a writable layer of its own, which outlives its program.</summary>
    public UnionMount Root { get; }

    /// <summary>Its random numbers, a stream for each purpose ("start", "exec", ...); they go with it.</summary>
    public StreamScope Streams { get; }

    /// <summary>Where it is in its life; the last one after the runtime has deleted it.</summary>
    public OciStatus Status { get; internal set; }

    /// <summary>Whether the runtime knows it: from create to delete.</summary>
    public bool Exists { get; internal set; }

    /// <summary>The first process; null before it is created.</summary>
    public KernelProcess? Init { get; internal set; }

    /// <summary>Its main thread; null before it is created.</summary>
    public CpuTask? Task { get; internal set; }

    /// <summary>Its cgroup; null before it is created and once it is gone.</summary>
    public Cgroup? Cgroup { get; internal set; }

    /// <summary>Its network stack; null before it is started and once it is gone.</summary>
    public Sandbox? Sandbox { get; internal set; }

    /// <summary>Who holds it.</summary>
    public Shim? Shim { get; internal set; }

    /// <summary>How often the engine has started it again.</summary>
    public int Restarts { get; internal set; }

    /// <summary>How long the engine waited before the last of these starts; zero after a run of ten seconds.</summary>
    public TimeSpan Backoff { get; internal set; }

    /// <summary>The last exit code; null while it has never ended.</summary>
    public int? ExitCode { get; internal set; }

    /// <summary>Whether it was stopped by hand.</summary>
    public bool StoppedByHand { get; internal set; }

    /// <summary>When its program began last.</summary>
    public DateTime? Started { get; internal set; }

    /// <summary>The steps of its last start, each with the component that did it.</summary>
    public IReadOnlyList<StartStep> Steps => steps;

    /// <summary>The start that is under way, or the last one.</summary>
    internal Process? Start { get; set; }

    /// <summary>Who is told that its program has ended.</summary>
    internal Action<OciContainer>? Ended { get; set; }

    internal bool IsRemoved { get; set; }

    /// <summary>The kernel that it is for: no other has its processes.</summary>
    internal MachineKernel Kernel { get; }

    /// <summary>Whether its root file system is mounted.</summary>
    internal bool IsMounted { get; private set; }

    internal bool TryMount() => IsMounted = Kernel[KernelObject.OverlayMount].TryTake();

    internal void Unmount()
    {
        if (IsMounted)
            Kernel[KernelObject.OverlayMount].Give();
        IsMounted = false;
    }

    internal void Note(string component, string step, TimeSpan duration) => steps.Add(new(component, step, duration));

    internal void ClearSteps() => steps.Clear();

    /// <summary>Name and status.</summary>
    public override string ToString() => $"{Spec.Name}: {Status}";
}
