using CloudSim.Net.Kernel.Memory;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// The memory controller of a cgroup (Documentation/admin-guide/cgroup-v2.rst; mm/memcontrol.c): what processes touch, files they read and
/// what the kernel keeps for them is charged here and to each cgroup around. At <c>memory.max</c> cache of the cgroup is reclaimed, then
/// anonymous pages go to swap if there is any, and if that does not help a process of that cgroup is ended; above <c>memory.high</c> the
/// same is reclaimed, nobody is ended, and the process is held back. What is below <c>memory.low</c> is spared while there is other, below
/// <c>memory.min</c> always. A limit acts when it is written. The root's <see cref="Max"/> is the memory that the kernel has.
/// Pages come one after the other, and the kernel acts by batches of 64 (MEMCG_CHARGE_BATCH): how a caller cuts its work into calls
/// decides nothing.
/// </summary>
public sealed partial class MemoryController
{
    internal static readonly Bytes Unlimited = new(long.MaxValue);

    private readonly MemoryController? parent;
    private Bytes min, low, high = Unlimited, max = Unlimited, swapMax = Unlimited;

    internal MemoryController(Cgroup cgroup, MemoryController? parent)
    {
        (Cgroup, this.parent) = (cgroup, parent);
        Account = parent?.Account ?? new(this);
    }

    /// <summary>Raised before a process of this kernel is ended for want of memory, by whichever cgroup's limit.</summary>
    public event Action<KernelProcess>? OomKilled
    {
        add => Account.OomKilled += value;
        remove => Account.OomKilled -= value;
    }

    /// <summary>Memory that is never reclaimed from here (<c>memory.min</c>); not negative.</summary>
    public Bytes Min { get => min; set => min = NotNegative(value); }

    /// <summary>Memory that is reclaimed from here only if there is none elsewhere (<c>memory.low</c>); not negative.</summary>
    public Bytes Low { get => low; set => low = NotNegative(value); }

    /// <summary>
    /// Above it the cgroup is reclaimed from and held back (<c>memory.high</c>); null = <c>max</c>. Lowered below the use it reclaims at
    /// once (memory_high_write).
    /// </summary>
    public Bytes? High
    {
        get => Shown(high);
        set
        {
            high = NotNegative(value ?? Unlimited);
            MemoryReclaim.To(this, high);
        }
    }

    /// <summary>
    /// The most (<c>memory.max</c>); null = <c>max</c>. Lowered below the use it reclaims at once, and ends processes until the rest fits
    /// or nobody may be ended (memory_max_write).
    /// </summary>
    public Bytes? Max
    {
        get => Shown(max);
        set
        {
            max = NotNegative(value ?? Unlimited);
            while (MemoryReclaim.To(this, max) > max)
            {
                Raise(MemoryEvent.Oom);
                if (OutOfMemory.Kill(this).Count == 0)
                    break;
            }
        }
    }

    /// <summary>The most in swap (<c>memory.swap.max</c>); null = <c>max</c>. What is there already stays.</summary>
    public Bytes? SwapMax { get => Shown(swapMax); set => swapMax = NotNegative(value ?? Unlimited); }

    /// <summary>Whether all processes of the cgroup end together (<c>memory.oom.group</c>).</summary>
    public bool OomGroup { get; set; }

    /// <summary>Anonymous memory here and below (<c>memory.stat</c>, anon).</summary>
    public Bytes Anon { get; private set; }

    /// <summary>Cache of files here and below (<c>memory.stat</c>, file).</summary>
    public Bytes File { get; private set; }

    /// <summary>The part of it that processes map, which is not reclaimed (<c>memory.stat</c>, file_mapped).</summary>
    public Bytes Mapped { get; private set; }

    /// <summary>Memory of the kernel here and below (<c>memory.stat</c>, kernel): it is never reclaimed.</summary>
    public Bytes Kernel { get; private set; }

    /// <summary>All memory here and below (<c>memory.current</c>).</summary>
    public Bytes Current => Anon + File + Kernel;

    /// <summary>What cannot be reclaimed without swap, here and below: all but cache that nobody maps (free(1), used).</summary>
    public Bytes Used => Anon + Kernel + Mapped;

    /// <summary>The most there has been (<c>memory.peak</c>).</summary>
    public Bytes Peak { get; private set; }

    /// <summary>Anonymous memory of here and below in swap (<c>memory.swap.current</c>).</summary>
    public Bytes Swapped { get; private set; }

    /// <summary>
    /// What can still be charged without swap and without ending anybody: the least that the limits here and around leave, cache that is
    /// not mapped counted as free (protection not asked). Of the root: the kernel's available memory. 2^63 - 1 without any limit.
    /// </summary>
    public Bytes Available
    {
        get
        {
            var least = Unlimited;
            for (var at = this; at is not null; at = at.parent)
                if (at.max < Unlimited)
                    least = Bytes.Min(least, at.max - at.Used);
            return Bytes.Max(Bytes.Zero, least);
        }
    }

    /// <summary>The files that this kernel has in memory.</summary>
    public PageCache PageCache => Account.Files ??= new();

    /// <summary>The kernel's swap (swapon(8)), whichever cgroup is asked; null for none.</summary>
    /// <exception cref="InvalidOperationException">Set while pages are in the one there is.</exception>
    public SwapSpace? Swap
    {
        get => Account.Swap;
        set => Account.Swap = Account.Swap is { Used.Count: > 0 } ? throw new InvalidOperationException("swap is in use") : value;
    }

    /// <summary>Merged pages of this kernel that processes share; charged to the root.</summary>
    public Bytes Shared => Account.Shared;

    /// <summary>Counters of <c>memory.events</c>, here and below.</summary>
    public MemoryEvents Events => Counted(Kinds);

    /// <summary>Counters of <c>memory.events.local</c>: those of this cgroup's own limits and processes.</summary>
    public MemoryEvents LocalEvents => Counted(0);

    /// <summary>A process touches memory for the first time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative size.</exception>
    public ChargeResult Touch(KernelProcess process, Bytes size) => MemoryCharging.Charge(this, process, size, MemoryKind.Anon);

    /// <summary>
    /// Files that have no name here are read once: their pages are charged to who reads, and are the first to be reclaimed. Files that are
    /// read again go through <see cref="PageCache"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative size.</exception>
    public ChargeResult Cache(KernelProcess process, Bytes size) => MemoryCharging.Charge(this, process, size, MemoryKind.File);

    /// <summary>
    /// Charges memory of the kernel itself, of no process; all of it or nothing. As any other charge it reclaims and ends processes first;
    /// what can never fit is refused before that.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative size.</exception>
    public bool TryChargeKernel(Bytes size)
    {
        for (var at = this; at is not null; at = at.parent)
            if (size > at.max - at.Kernel)
                return false;
        var result = MemoryCharging.Charge(this, null, size, MemoryKind.Kernel);
        if (!result.Charged)
            Add(Bytes.Zero, Bytes.Zero, Bytes.Zero - result.Size);
        return result.Charged;
    }

    /// <summary>Gives memory of the kernel back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than is charged here.</exception>
    public void UnchargeKernel(Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        var own = Kernel;
        if (!removed)
            foreach (var child in Cgroup.Children)
                own -= child.Memory.Kernel;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size.Count, own.Count, nameof(size));
        Add(Bytes.Zero, Bytes.Zero, Bytes.Zero - size);
    }

    /// <summary>
    /// A process gives anonymous memory back, wherever it is charged: the last charged first, of each pages in memory first.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than it holds in memory and in swap.</exception>
    public void Free(KernelProcess process, Bytes size) => MemorySharing.Free(process, size);

    /// <summary>
    /// Pages of a process that were in swap come back, to the cgroups that had them: the caller reads them from its disk.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than it has in swap.</exception>
    public ChargeResult SwapIn(KernelProcess process, Bytes size) => MemorySharing.SwapIn(process, size);

    /// <summary>
    /// Pages of a process become merged pages: charged to the root, no more to its cgroup; they stay part of its resident set. One that
    /// was merged with others' is then given back by <see cref="ReleaseShared"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than it holds in memory.</exception>
    public void Share(KernelProcess process, Bytes size) => MemorySharing.Share(process, size);

    /// <summary>Merged pages of a process are written to: it gets pages of its own, charged here.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than it shares.</exception>
    public ChargeResult Unshare(KernelProcess process, Bytes size) => MemorySharing.Unshare(this, process, size);

    /// <summary>Merged pages that were found twice, or that nobody maps any more, are given back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than there are.</exception>
    public void ReleaseShared(Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size.Count, Account.Shared.Count, nameof(size));
        Account.Shared -= size;
        Account.Root.Add(Bytes.Zero - size, Bytes.Zero, Bytes.Zero);
    }

    private static Bytes? Shown(Bytes limit) => limit == Unlimited ? null : limit;

    private static Bytes NotNegative(Bytes value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value.Count);
        return value;
    }
}
