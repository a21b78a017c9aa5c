using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Containers;

/// <summary>
/// The process between containerd and one container: parent of the container's first process, so that daemons can go and come while it
/// runs, and keeper of its exit code until somebody asks. If the shim itself is ended, the container is left without a parent but runs on.
/// </summary>
public sealed class Shim
{
    private readonly MachineKernel kernel;

    private Shim(KernelProcess process, MachineKernel kernel) =>
        (Process, this.kernel, Cleaned) = (process, kernel, new Event(kernel.Simulation));

    /// <summary>The shim's program, whose pages all shims of a machine share.</summary>
    public const string Text = "containerd shim";

    /// <summary>Its process.</summary>
    public KernelProcess Process { get; }

    /// <summary>Whether it runs.</summary>
    public bool IsAlive => Process.IsAlive;

    /// <summary>The exit code that it keeps; null while the container runs.</summary>
    public int? ExitCode { get; internal set; }

    internal Event Cleaned { get; }

    /// <summary>Starts one, as a child of the machine's init; null, and nothing is left, if the kernel has no room for it.</summary>
    internal static Shim? Start(MachineKernel kernel, EngineCall call)
    {
        var (threads, files, text, own) = kernel.Part(k => Held.Of(k.Parameters));
        if (!kernel[KernelObject.File].TryTake(files))
        {
            call.Fail(EngineError.NoObject, $"a shim opens {files} files: no more {KernelObject.File}");
            return null;
        }
        if (kernel.Processes.Fork(kernel.Processes.Init, "containerd-shim", NamespaceKinds.None, out var process, null, threads)
            != KernelError.None)
        {
            call.Fail(EngineError.NoProcess, "no more processes for a shim");
            kernel[KernelObject.File].Give(files);
            return null;
        }
        process!.Exited += _ => kernel[KernelObject.File].Give(files);
        var memory = kernel.Root.Memory;
        var charge = memory.PageCache.Map(process, Text, text).Charge;
        if (charge.Charged)
            charge = memory.Touch(process, own);
        if (charge.Charged)
            return new(process, kernel);
        call.Fail(EngineError.NoMemory, $"no memory for a shim: {charge.Reason}");
        kernel.Processes.End(process, 137);
        return null;
    }

    /// <summary>It ends by itself.</summary>
    internal void End(int exitCode) => kernel.Processes.End(Process, exitCode);

    /// <summary>Whether a daemon has taken note of the exit.</summary>
    public bool Reported { get; internal set; }

    // What one container holds beside its program, by whatever door it comes.
    private sealed record Held(int Threads, long Files, Bytes Text, Bytes Own)
    {
        public static Held Of(Parameters parameters) => parameters.Make(nameof(Shim), p =>
        {
            var sheet = p["RuncContainer"];
            // The first process of the container is not the shim's.
            return new Held(sheet.Whole("processes") - 1, sheet.WholeLong("files"), sheet.Bytes("shim_text"),
                sheet.Bytes("per_container"));
        });
    }
}
