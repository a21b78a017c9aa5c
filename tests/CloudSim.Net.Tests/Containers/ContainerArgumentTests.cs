using CloudSim.Net.Containers;

namespace CloudSim.Net.Tests.Containers;

/// <summary>What cannot be meant is refused where it is said.</summary>
public class ContainerArgumentTests
{
    private static readonly ContainerSpec C = new("c", "app");

    private readonly Rack rack = new();

    [Fact]
    public void A_call_without_its_container_or_specification_is_refused_at_once()
    {
        var (engine, commands) = (rack.Engine, new OciCommands(rack.Kernel, OciRuntime.Runc(P)));
        foreach (var call in (Func<object>[])[() => engine.Start(null!), () => engine.Stop(null!), () => engine.Kill(null!),
            () => engine.Remove(null!), () => engine.Exec(null!, "sh"), () => engine.Cleaned(null!), () => engine.Run(null!),
            () => engine.Create(null!), () => engine.RunByContainerd(null!), () => commands.Bundle(null!), () => commands.Create(null!),
            () => commands.Start(null!), () => commands.Kill(null!, 0), () => commands.Delete(null!)])
            Assert.Throws<ArgumentNullException>(call);
        var container = rack.Run(C);
        Assert.Throws<ArgumentNullException>(() => engine.Exec(container, null!));
        rack.Sim.Run();
    }

    [Fact]
    public void A_specification_checks_what_its_lists_hold()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => C with { Ports = [(70_000, 80)] });
        Assert.Throws<ArgumentOutOfRangeException>(() => C with { Ports = [(-1, 80)] });
        Assert.Throws<ArgumentOutOfRangeException>(() => C with { Ports = [(80, 80), (80, 0)] });
        Assert.Throws<ArgumentOutOfRangeException>(() => C with { Ports = [(80, 65_536)] });
        Assert.Throws<ArgumentException>(() => C with { Aliases = ["web", ""] });
        Assert.Throws<ArgumentNullException>(() => C with { Aliases = [null!] });
        Assert.Throws<ArgumentNullException>(() => C with { Limits = [(null!, "1")] });
        Assert.Throws<ArgumentNullException>(() => C with { Limits = [("pids.max", null!)] });
        Assert.Equal(OciStatus.Running, rack.Run(C with { Ports = [(0, 65_535), (65_535, 1)], Aliases = ["web"] }).Status);
    }

    [Fact]
    public void A_program_that_is_none_ends_at_once()
    {
        var container = rack.Run(C with { Program = _ => null! });
        rack.Sim.Run();
        Assert.Equal((OciStatus.Stopped, 0), (container.Status, container.ExitCode));
    }
}
