using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Nesting;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>A small host on which virtual machines, containers and engines do what they are told, and what must hold after it.</summary>
internal sealed class AccountModel
{
    /// <summary>How many kinds of steps there are.</summary>
    public const int Kinds = 16;

    private static readonly Platform[] All =
    [
        .. CloudSim.Net.Platforms.Platforms.Of(P), Firecracker.Of(P).Inside(P, QemuKvm.Of(P)),
        RuncContainer.Of(P).InsideOwn(P, Firecracker.Of(P)), Kata.Of(P).InsideOwn(P, QemuKvm.Of(P)),
    ];

    private static readonly Image Layers = new([Layer.Of("base", 50.MiB), Layer.Of("app", 5.MiB)]);

    private readonly Simulation sim = new();
    private readonly Host host;
    private readonly List<Guest> guests = [];
    private readonly List<ContainerEngine> engines = [];
    private readonly HashSet<MachineKernel> kernels;
    private int names;

    public AccountModel(SchedulerKind scheduler, bool swap, bool merge)
    {
        var model = HostModel.RackServer(P) with
        {
            Memory = 6.GiB,
            Limits = new Dictionary<KernelObject, long>(HostModel.RackServer(P).Limits)
            {
                [KernelObject.BridgePort] = 12, [KernelObject.Pid] = 300,
            },
        };
        host = new Host(sim, model, new RandomStreams(5), scheduler);
        host.ManageMemory(new MemoryTunables(P) { Swap = swap ? 1.GiB : Bytes.Zero, PagesToScan = 100_000 }, merge);
        kernels = [host.Kernel];
        Engine(host.Kernel);
    }

    private Cgroup Root => host.Kernel.Root;

    public void Do(IEnumerable<(int Kind, int At, int Size)> steps)
    {
        foreach (var (kind, at, size) in steps)
        {
            Step(kind, at, size);
            Check();
        }
        End();
    }

    private void Step(int kind, int at, int size)
    {
        switch (kind)
        {
            case 0 or 1: Admit(All[at % All.Length], size); break;
            case 2: Run(size * 20); break;
            case 3: sim.Run((size * 50).Milliseconds); break;
            case 4: One(guests, at)?.Stop(); break;
            case 5:
                if (One(guests.Where(g => g.State == GuestState.Running), at) is { } leaving)
                    leaving.Shutdown();
                break;
            case 6:
                if (One(guests, at) is { } limited)
                    limited.Cgroup.Write("memory.max", $"{limited.Cgroup.Memory.Current.Count * size / 40}");
                break;
            case 7:
                if (One(guests.Where(g => g.State == GuestState.Running), at) is { } growing)
                    host.Manager!.Grow(growing, (size * 20).MiB);
                break;
            case 8 or 9: Container(engines[at % engines.Count], size); break;
            case 10:
                if (One(Containers(), at) is { Init.IsAlive: true, Cgroup: { } own } container)
                    own.Memory.Touch(container.Init, (size * 30).MiB);
                break;
            case 11:
                if (One(Containers(), at) is { } ending)
                    EngineOf(ending).Kill(ending);
                break;
            case 12:
                if (One(Containers(), at) is { } removed)
                    EngineOf(removed).Remove(removed);
                break;
            case 13:
                if (One(guests.Where(g => g.State == GuestState.Running && g.Platform.Kernel is { Library: null }), at) is { } machine
                    && kernels.Add(machine.Kernel))
                    Engine(machine.Kernel);
                break;
            case 14:
                if (One(Containers(), at) is { Init.IsAlive: true, Cgroup: { } group } bomber)
                {
                    group.Write("pids.max", $"{group.Pids.Current + size}");
                    ForkBomb.Start(EngineOf(bomber).Kernel, bomber.Init, shell: size % 2 == 0);
                }
                break;
            default:
                if (One(Root.Children, at) is { } any)
                    any.Write(size % 3 == 0 ? "cgroup.freeze" : size % 3 == 1 ? "cpu.weight" : "cpu.max",
                        size % 3 == 0 ? $"{size / 3 % 2}" : size % 3 == 1 ? $"{size}" : $"{size * 1000} 100000");
                break;
        }
    }

    // What is used is what they hold, whoever they are.
    private void Check()
    {
        guests.RemoveAll(g => g.State == GuestState.Stopped);
        foreach (var guest in guests)
            Assert.Contains(guest, host.Guests);
        var domains = Sum(guests.Where(g => g.Platform.KernelObjects.GetValueOrDefault(KernelObject.Pid) == 0),
            g => g.Resident - g.Memory.Merged);
        Assert.Equal(host.Model.HostReserved + domains, Root.Memory.Kernel);
        foreach (var kernel in kernels.Where(k => !k.IsHalted))
            Check(kernel);
        Assert.Equal(host.Merging?.Sharing - host.Merging?.Saved ?? Bytes.Zero, Root.Memory.Shared);
        Assert.Equal(Root.Memory.Swapped, host.Manager!.SwapUsed);
        foreach (var kind in host.Model.Limits.Keys.Where(k => k != KernelObject.Pid))
            Assert.InRange(host.Kernel[kind].Taken, guests.Sum(g => Taken(g, kind)), host.Model.Limits[kind]);
        if (!Containers().Any(c => EngineOf(c).Kernel == host.Kernel))
            foreach (var kind in new[] { KernelObject.XenDomain, KernelObject.DeviceSlot })
                Assert.Equal(guests.Sum(g => Taken(g, kind)), host.Kernel[kind].Taken);
        var writable = P[nameof(ContainerEngine)].Whole("writable_layer_blocks");
        Assert.Equal(guests.Sum(g => Taken(g, KernelObject.DiskBlock)) + host.Kernel.Store.Size.Count / 4096
            + writable * Containers().Count(c => EngineOf(c).Kernel == host.Kernel), host.Kernel[KernelObject.DiskBlock].Taken);
    }

    private static void Check(MachineKernel kernel)
    {
        var (memory, all) = (kernel.Root.Memory, kernel.Processes.Processes.Values.ToList());
        Assert.Equal(memory.Anon, Sum(all, p => p.Memory) + memory.Shared);
        Assert.Equal(memory.File, memory.PageCache.All + Sum(kernel.Root.Tree(), c => c.Memory.Unnamed));
        Assert.Equal(memory.Swapped, Sum(all, p => p.Swapped));
        Assert.Equal(memory.Current, memory.Anon + memory.File + memory.Kernel);
        Assert.Equal(kernel.Root.Pids.Current, all.Sum(p => (long)p.Threads));
        foreach (var cgroup in kernel.Root.Tree())
        {
            var (own, pids) = (cgroup.Memory, cgroup.Pids);
            Assert.True(own.Max is not { } max || own.Current <= max || own.Kernel > max, $"{cgroup}: {own.Current} of {own.Max}");
            Assert.True(pids.Max is not { } most || pids.Current <= most, $"{cgroup}: {pids.Current} of {pids.Max} pids");
            Assert.Equal(pids.Current, cgroup.All().Sum(p => (long)p.Threads));
            Assert.True(own.Current >= Sum(cgroup.Children, c => c.Memory.Current), $"{cgroup}");
        }
    }

    // All go, and nothing stays of them or comes again.
    private void End()
    {
        foreach (var group in Root.Children)
            group.Write("cgroup.freeze", "0");
        host.Merging?.Stop();
        foreach (var guest in guests.ToList())
            guest.Stop();
        sim.Run(30.Seconds);
        foreach (var container in Containers().Where(c => c.Status == OciStatus.Running && c.Exists).ToList())
            EngineOf(container).Kill(container);
        sim.Run(30.Seconds);
        foreach (var container in Containers().ToList())
            EngineOf(container).Remove(container);
        for (var i = 0; i < 2; i++)
        {
            sim.Run(60.Seconds);
            Check();
            Assert.Empty(host.Guests);
            Assert.Empty(Containers());
            Assert.Equal(host.Model.HostReserved, Root.Memory.Used);
            Assert.Equal(Bytes.Zero, Root.Memory.Swapped);
            Assert.Equal(1, Root.Pids.Current);
            Assert.Empty(Root.Children);
            foreach (var tag in host.Kernel.Store.Tags.ToList())
                host.Kernel.Store.Untag(tag);
            foreach (var kind in host.Model.Limits.Keys.Append(KernelObject.OverlayMount))
                Assert.Equal(kind == KernelObject.Pid ? 1 : 0, host.Kernel.Count(kind));
            Assert.Equal(0, Root.Cpu.Tasks);
            Assert.Equal(host.Model.Memory - host.Model.HostReserved, Root.Memory.Available);
        }
        Assert.Equal(DateTime.MaxValue, sim.Peek());
        // Room that was kept for somebody who has gone would be missing now.
        var (available, footprint) = (Root.Memory.Available, BareMetal.Of(P).Footprint);
        Assert.True(host.TryAdmit(BareMetal.Of(P), new(available, available - footprint.PerGuest - footprint.Shared), out _, out _));
    }

    private void Admit(Platform platform, int size)
    {
        var spec = new GuestSpec((64 + 40 * size).MiB, (8 * size).MiB, Image: size % 2 == 0 ? 57.MiB : Bytes.Zero, Interfaces: size % 3,
            Disk: size % 5 == 0 ? 10.MiB : Bytes.Zero)
        {
            Limits = size % 7 == 0 && platform.KernelObjects.ContainsKey(KernelObject.Pid) ? new() { MemoryMax = (10 * size).MiB } : new(),
        };
        if (!host.TryAdmit(platform, spec, out var guest, out _))
            return;
        guests.Add(guest!);
        guest!.Start();
    }

    private void Container(ContainerEngine engine, int size)
    {
        List<(string, string)> limits = [];
        if (size % 2 == 0)
            limits.Add(("memory.max", $"{size * 10}M"));
        if (size % 3 == 0)
            limits.Add(("pids.max", $"{size}"));
        if (size % 5 == 0)
            limits.Add(("cpu.max", $"{size * 1000} 100000"));
        engine.Run(new($"c{names++}", "app")
        {
            Limits = limits, HandlesTerminate = true,
            Network = size % 4 == 0 ? null : engine.Kernel.Networks.Network("none"),
        });
    }

    private void Engine(MachineKernel kernel)
    {
        kernel.Store.Tag("app", Layers);
        engines.Add(new(kernel));
    }

    private void Run(int events)
    {
        for (var i = 0; i < events && sim.Peek() < DateTime.MaxValue; i++)
            sim.Step();
    }

    private IEnumerable<OciContainer> Containers() => engines.Where(e => !e.Kernel.IsHalted).SelectMany(e => e.Containers);

    private ContainerEngine EngineOf(OciContainer container) => engines.Single(e => e.Containers.Contains(container));

    private static long Taken(Guest guest, KernelObject kind) =>
        kind == KernelObject.DiskBlock ? (guest.Spec.Disk.Count + 4095) / 4096
        : guest.Platform.KernelObjects.GetValueOrDefault(kind) * (kind == KernelObject.BridgePort ? guest.Spec.Interfaces : 1L);

    private static T? One<T>(IEnumerable<T> from, int at) where T : class =>
        from.ToList() is { Count: > 0 } all ? all[at % all.Count] : null;

    private static Bytes Sum<T>(IEnumerable<T> of, Func<T, Bytes> size) => new(of.Sum(one => size(one).Count));
}
