using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <content>Files and images that a start brings into memory.</content>
public static partial class Phases
{
    /// <summary>Loading the image of the guest's kernel.</summary>
    /// <param name="compressed">Size of the file against the image, if it is compressed (0 to 1).</param>
    /// <param name="title">What is loaded, for people.</param>
    public static Step KernelImage(double? compressed = null, string title = "kernel image")
    {
        return new(StepKind.Load, title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            var kernel = KernelOf(context);
            return compressed is { } share ? Loading(context, $"{kernel.Name}, compressed", kernel.Image * share)
                : Loading(context, kernel.Name, kernel.Image);
        }
    }

    /// <summary>Loading a file (kernel image, root file system): from disk unless it is in the page cache, then a copy by a CPU.</summary>
    public static Step Load(string title, string file, Bytes size) =>
        new(StepKind.Load, title, context => Loading(context, file, size));

    /// <summary>Receives data over the network, for instance a layer of an image.</summary>
    public static Step Receive(string title, Bytes size)
    {
        return new(StepKind.Load, title, Run);
        IEnumerable<Event> Run(StepContext context)
        {
            yield return context.Receive(size);
        }
    }

    private static IEnumerable<Event> Loading(StepContext context, string file, Bytes size)
    {
        yield return context.Read(file, size);
        yield return context.HostWork(Cycles.Of(size / context.MemoryCopy, context.Clock), WorkKind.Code);
    }
}
