using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// Where a guest's memory is: pages of the host's that its processes there hold, in swap, merged with others', or lent back through its
/// balloon. Pages are taken as they are touched: the VMM's or runtime's when it starts, those of the guest's kernel when it boots, those of
/// the program when it runs.
/// </summary>
public sealed partial class GuestMemory
{
    private readonly Guest guest;
    private GuestProcesses here;
    private Bytes domain; // of a guest that is no process of the host: what its hypervisor gave it
    private Bytes inside; // the most that the guest itself has touched: its own kernel gives nothing back but by a balloon
    private Bytes reserved, awaited; // what the host keeps for it, and what of that it has not touched
    private Bytes lendable, domainCold;
    private Bytes working; // pages of the working set, resident or in swap
    private bool isMapped, isImageMapped;
    private double missed;

    internal GuestMemory(Guest guest, Bytes reserved, GuestProcesses here)
    {
        (this.guest, this.here) = (guest, here);
        Reserve(reserved);
    }

    /// <summary>Host pages that it holds alone, and those that it shares with others since they were found equal.</summary>
    public Bytes Resident => Held + Merged;

    /// <summary>Resident pages outside its working set: nobody misses them.</summary>
    public Bytes Cold => Process?.Cold ?? domainCold;

    /// <summary>Resident pages that its kernel would give to a balloon.</summary>
    public Bytes Balloonable => Bytes.Min(lendable, Cold);

    /// <summary>
    /// Pages that it shares with others since they were found equal; counted in <see cref="Resident"/>, neither cold nor hot.
    /// </summary>
    public Bytes Merged { get; private set; }

    /// <summary>Pages that the balloon has given back to the host.</summary>
    public Bytes Ballooned { get; private set; }

    /// <summary>Pages in the host's swap.</summary>
    public Bytes Swapped => (Process?.Swapped ?? Bytes.Zero) + (Shim?.Swapped ?? Bytes.Zero);

    /// <summary>Those of them that belong to the working set: they come back with the next access.</summary>
    public Bytes SwappedHot => Bytes.Min(Process?.Swapped ?? Bytes.Zero, Bytes.Max(Bytes.Zero, working - Hot));

    /// <summary>Resident pages of the working set.</summary>
    public Bytes Hot => Bytes.Max(Bytes.Zero, Resident - Cold - Merged - guest.Platform.Footprint.PerGuest);

    private Bytes Held => domain + (Process?.Memory ?? Bytes.Zero) + (Shim?.Memory ?? Bytes.Zero);

    private string Text => guest.Platform.Footprint.SharedFile;

    private KernelProcess? Process => here.Process; // the VMM or the program

    private KernelProcess? Shim => here.Shim; // who watches a container

    /// <summary>Its VMM or runtime starts: its own pages, the shared text, and all memory of a guest whose devices or hypervisor want
    /// so.</summary>
    internal ChargeResult StartRuntime()
    {
        var (platform, result) = (guest.Platform, Nothing);
        if (platform.Footprint.Shared > Bytes.Zero)
        {
            result = Map(here.Mapper, Text, platform.Footprint.Shared);
            isMapped = result.Charged;
        }
        if (result.Charged)
            result = result.Then(Take(platform.Footprint.PerGuest, Shim ?? Process));
        return result.Charged && platform.TakesAllMemory ? result.Then(Reach(guest.Spec.ConfiguredMemory)) : result;
    }

    /// <summary>The guest's own kernel has begun, or has come to its init.</summary>
    internal ChargeResult Boot(bool toInit) => guest.Platform.Kernel is not { } kernel ? Nothing
        : Reach(toInit ? kernel.Idle(guest.Spec.ConfiguredMemory) : kernel.BootWork(guest.Spec.ConfiguredMemory).Touched);

    /// <summary>The program touches what it needs; from then on it has what it was admitted for.</summary>
    internal ChargeResult StartProgram()
    {
        var (spec, result) = (guest.Spec, Nothing);
        if (guest.Platform.Kernel is not null)
        {
            result = Reach(guest.Platform.Resident(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image)
                - guest.Platform.Footprint.PerGuest);
        }
        else
        {
            if (spec.Image > Bytes.Zero)
            {
                result = Map(Process!, Image(spec), spec.Image);
                isImageMapped = result.Charged;
            }
            if (result.Charged)
                result = result.Then(Take(spec.ApplicationMemory, Process));
        }
        if (!result.Charged)
            return result;
        // Pages may have gone to swap on the way.
        var all = Bytes.Max(Bytes.Zero, Held + Swapped - guest.Platform.Footprint.PerGuest);
        working = Bytes.Min(all, spec.WorkingSet ?? spec.ApplicationMemory);
        var cold = Bytes.Max(Bytes.Zero, all - working - Swapped);
        SetCold(cold);
        // Only a kernel inside can be asked for pages, and it gives what it has touched and freed since.
        lendable = guest.Platform.Kernel is { } kernel
            ? Bytes.Max(Bytes.Zero, kernel.Idle(spec.ConfiguredMemory) - kernel.Used(spec.ConfiguredMemory)) : Bytes.Zero;
        if (guest.Host.Overcommit == Memory.Overcommit.Touched)
            Reserve(Bytes.Zero);
        return result;
    }

    /// <summary>How many host pages more it takes if its own kernel comes to use so much.</summary>
    internal Bytes More(Bytes used) => Bytes.Max(Bytes.Zero, Touched(used) - inside);

    /// <summary>Its own kernel uses more than ever before: the host backs it with pages.</summary>
    internal ChargeResult Back(Bytes used) => Reach(Touched(used));

    /// <summary>Pages of files that its kernel has kept since it runs, as far as nobody has looked into it.</summary>
    internal Bytes Files { get; private set; }

    /// <summary>Its kernel keeps so much of files now: pages that nobody misses, and that a balloon gets first.</summary>
    internal ChargeResult KeepFiles(Bytes size)
    {
        var (before, spec) = (inside, guest.Spec);
        if (size <= Files)
            return Nothing;
        var touched = guest.Platform.Kernel!.Touched(spec.ConfiguredMemory, spec.ApplicationMemory + spec.Image + size);
        var result = Reach(touched - Ballooned);
        if (!result.Charged)
            return result;
        Files = size;
        lendable += inside - before;
        SetCold(Cold + (inside - before));
        return result;
    }

    /// <summary>The program takes more memory, in a guest without a kernel of its own.</summary>
    internal ChargeResult Grow(Bytes size)
    {
        var result = Take(size, Process);
        working += result.Charged ? size : Bytes.Zero;
        return result;
    }

    /// <summary>The program gives memory back, in a guest without a kernel of its own.</summary>
    internal void Shrink(Bytes size)
    {
        guest.Cgroup.Memory.Free(Process!, size);
        working = Bytes.Max(Bytes.Zero, working - size);
        Note();
    }

    /// <summary>Pages of the working set come back from swap.</summary>
    internal ChargeResult SwapIn(Bytes size)
    {
        var result = guest.Cgroup.Memory.SwapIn(Process!, Bytes.Min(size, SwappedHot));
        Note();
        return result;
    }

    /// <summary>Whole pages of so many that are missed on average; the rest counts with the next ones.</summary>
    internal long Missed(double pages)
    {
        missed += pages;
        var whole = Math.Floor(missed);
        missed -= whole;
        return (long)whole;
    }

    /// <summary>Its balloon begins to take so much from its kernel.</summary>
    internal void Inflate(Bytes size)
    {
        lendable -= size;
        SetCold(Cold - size);
    }

    /// <summary>Pages go back to the host through its balloon.</summary>
    internal void Lend(Bytes size)
    {
        Free(size);
        Ballooned += size;
        inside -= size;
        guest.Lent();
        Note();
    }

    /// <summary>Cold pages are found equal to others'.</summary>
    internal void Merge(Bytes size)
    {
        SetCold(Cold - size);
        guest.Cgroup.Memory.Share(Process!, size);
        Merged += size;
        Note();
    }

    /// <summary>Merged pages are its own again.</summary>
    internal ChargeResult Split(Bytes size)
    {
        var result = guest.Cgroup.Memory.Unshare(Process!, size);
        if (result.Charged)
            (Merged, working) = (Merged - size, working + size);
        Note();
        return result;
    }

    /// <summary>All goes; its processes have ended.</summary>
    internal void Leave()
    {
        if (isMapped && Shim is null && Process is null)
            guest.Host.Kernel.Root.Memory.PageCache.Unmap(here.Mapper, Text);
        if (Host.SharesText(guest.Platform))
            guest.Host.Files.Leave(Text, isMapped);
        if (Host.SharesImage(guest.Platform, guest.Spec))
            guest.Host.Files.Leave(Image(guest.Spec), isImageMapped);
        guest.Cgroup.Memory.UnchargeKernel(domain);
        (domain, Merged) = (Bytes.Zero, Bytes.Zero);
        Reserve(Bytes.Zero);
    }

    /// <summary>The file that an image's pages are in.</summary>
    internal static string Image(GuestSpec spec) => $"application image of {spec.Image.Count} B";

    internal static ChargeResult Nothing => new(true, Bytes.Zero, TimeSpan.Zero, []);

    private Bytes Touched(Bytes used)
    {
        var (kernel, configured) = (guest.Platform.Kernel!, guest.Spec.ConfiguredMemory);
        return kernel.Touched(configured, Bytes.Max(Bytes.Zero, used - kernel.Used(configured)));
    }

    private ChargeResult Map(KernelProcess by, string file, Bytes size)
    {
        var result = guest.Host.Memory.PageCache.Map(by, file, size).Charge;
        if (result.Charged)
            guest.Host.Files.Map(file);
        return result;
    }

    private ChargeResult Reach(Bytes most)
    {
        if (most <= inside)
            return Nothing;
        var result = Take(most - inside, Process);
        if (result.Charged)
            inside = most;
        return result;
    }

    private ChargeResult Take(Bytes size, KernelProcess? by)
    {
        if (size == Bytes.Zero)
            return Nothing;
        ChargeResult result;
        if (by is not null)
            result = by.Cgroup!.Memory.Touch(by, size);
        else if (guest.Cgroup.Memory.TryChargeKernel(size))
            (result, domain) = (Nothing, domain + size);
        else
            result = Nothing with { Charged = false };
        Note();
        return result;
    }

    private void SetCold(Bytes size)
    {
        if (Process is null)
            domainCold = Bytes.Min(size, domain);
        else
            Process.Cold = Bytes.Min(size, Process.Memory);
    }

    private void Reserve(Bytes size)
    {
        reserved = size;
        Note();
    }

    private void Note()
    {
        var now = Bytes.Max(Bytes.Zero, reserved - Held);
        guest.Host.Await(now - awaited);
        awaited = now;
    }
}
