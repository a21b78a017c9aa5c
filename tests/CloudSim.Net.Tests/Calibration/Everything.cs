using System.Reflection;
using CloudSim.Net.Calibration;
using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Networking;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Memory;
using CloudSim.Net.Virtualization.Nesting;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Calibration;

/// <summary>All that can be made of a set of parameters.</summary>
internal static class Everything
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] Types =
        [.. typeof(Parameters).Assembly.GetTypes().Where(t => !t.ContainsGenericParameters && t != typeof(Parameters))];

    /// <summary>The static methods that ask for a set and for nothing else, by name, for instance <c>Firecracker.Of</c>.</summary>
    public static IReadOnlyDictionary<string, Func<Parameters, object>> Builders { get; } = Types
        .SelectMany(t => t.GetMethods(Static))
        .Where(m => !m.IsPrivate && m.GetParameters() is [{ } only] && only.ParameterType == typeof(Parameters))
        .ToDictionary(m => $"{m.DeclaringType!.Name}.{m.Name}", m => (Func<Parameters, object>)(set => m.Invoke(null, [set])!));

    /// <summary>Makes each of them, what constructors make with their defaults, and what needs more than a set.</summary>
    public static void Make(Parameters set)
    {
        foreach (var build in Builders.Values)
            build(set);
        foreach (var constructor in Types.SelectMany(t => t.GetConstructors()))
            if (constructor.GetParameters() is [{ } first, .. var more] && first.ParameterType == typeof(Parameters)
                && more.All(p => p.HasDefaultValue))
                constructor.Invoke([set, .. more.Select(p => p.DefaultValue)]);
        _ = new DynamicTranslation(set, chaining: false);
        _ = new NestedPaging(set, walkCaches: false);
        EevdfTunables.For(set, 4, new Version(6, 6));
        foreach (var storage in Enum.GetValues<UnionStorage>())
            _ = new UnionCosts(set, storage);
        var platform = Firecracker.Of(set);
        platform.Inside(set, QemuKvm.Of(set));
        PageContent.Of(set, platform, new GuestSpec(128.MiB, 1.MiB));
        foreach (var restore in new[] { Snapshot.OnDisk, Snapshot.Cached, Snapshot.Prefetched })
            restore(set, platform, 8.MiB);
        SleepState.PoweredOff(set, 100.Watts);
        HelloBench.Image(set, "app");
        Kuenzer2021.DynamicPageTable(set, 1.GiB);
        OnMachine(new Host(new Simulation(), HostModel.RackServer(set), new RandomStreams(1)));
    }

    // What a running machine reads of its own set.
    private static void OnMachine(Host host)
    {
        var kernel = host.Kernel;
        GracePeriods.Of(kernel);
        SpinLockCosts.Of(host.Model);
        SleepableRcu.Of(kernel, "domain");
        _ = kernel.Io;
        _ = new ImagePuller(kernel, new Registry(host.Parameters, host.Simulation, new FlowNetwork(host.Simulation), 1.Gbps));
        ForkBomb.Start(kernel, kernel.Processes.Init, shell: true);
    }
}
