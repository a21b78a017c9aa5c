using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Requirements;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>
/// What functions of strangers can run on side by side, by the criteria of Agache et al., NSDI 2020, sec. 2: isolation, compatibility with
/// any Linux program, overhead and density, fast switching.
/// </summary>
internal static class Functions
{
    private const int Guests = 4;

    public static Answer OfStrangers(CourseModels models)
    {
        var candidates = new[] { models.Container }
            .Concat(models.Platforms.Where(p => VirtualizationType.IsUserSpaceKernel(p)).Take(1))
            .Append(models.Unikernel).Append(models.MicroVm).Append(models.VirtualMachine).ToList();
        var program = new GuestNeeds
        {
            Name = "a program built for Amazon Linux 2, unchanged", ManyProcesses = true, Forks = true, TakesSecondApplication = true,
            KernelVersion = KernelOfFunctions,
        };
        var host = new HostOffers { Cpu = models.AdvancedMachine.Cpu };
        var trace = new List<string>();
        var left = new List<(Platform Platform, TimeSpan Start, double Mib)>();
        foreach (var platform in candidates)
        {
            var refused = platform.SharesKernel ? "isolation: strangers would share one kernel, the host's"
                : Feasibility.Of(program, host, platform).Reason is { } reason ? $"compatibility: {reason}" : null;
            if (refused is null)
                left.Add(Measure(models, platform));
            trace.Add(refused is null
                ? $"{VirtualizationType.System(platform)} ({platform}): a kernel of the guest's own, any program; {Guests} of them: start "
                    + $"{GuestRuns.Ms(left[^1].Start)}, {left[^1].Mib:0.0} MiB of the host each without a program, "
                    + $"{platform.Footprint.PerGuest} of that the VMM's"
                : $"{VirtualizationType.System(platform)} ({platform}) are out; {refused}");
        }
        var byMemory = left.OrderBy(l => l.Mib).ToList();
        var byStart = left.OrderBy(l => l.Start).ToList();
        if (left.Count == 0)
            return new("none of them", "no candidate isolates strangers and runs any program", trace);
        trace.Add($"density: {byMemory[0].Platform} needs the least memory; fast switching: {byStart[0].Platform} starts soonest");
        // The best place in both rankings together; how many fit on a machine decides between two that are as good.
        var best = byMemory.MinBy(l => byMemory.IndexOf(l) + byStart.IndexOf(l));
        return new(VirtualizationType.System(best.Platform),
            $"of {candidates.Count} candidates {left.Count} isolate and run any program: "
            + string.Join(", ", byMemory.Select(l =>
                $"{VirtualizationType.System(l.Platform)} with {l.Mib:0.0} MiB and {GuestRuns.Ms(l.Start)}")), trace);
    }

    private static (Platform Platform, TimeSpan Start, double Mib) Measure(CourseModels models, Platform platform)
    {
        var host = GuestRuns.Machine(models, platform);
        GuestRuns.Boot(host, platform); // reads its files from disk, and stays
        var before = host.Memory.Current;
        var sum = TimeSpan.Zero;
        for (var i = 0; i < Guests; i++)
            sum += GuestRuns.Boot(host, platform).BootTime!.Value;
        return (platform, sum / Guests, (host.Memory.Current - before).MiB / Guests);
    }

    // That of Amazon Linux 2, for which functions were built when the paper appeared (documentation of AWS Lambda; recalled).
    private static readonly Version KernelOfFunctions = new(4, 14);
}
