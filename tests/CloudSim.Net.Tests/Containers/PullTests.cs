using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Containers;

public class PullTests
{
    private readonly Simulation sim = new();
    private readonly FlowNetwork network;
    private readonly Registry registry;
    private readonly Image image =
        new([Layer.Of("a", 100.MiB, 100, 0.4), Layer.Of("b", 50.MiB, 50, 0.4), Layer.Of("c", 10.MiB, 10, 0.4),
            Layer.Of("d", 1.MiB, 1, 0.4)]);

    public PullTests()
    {
        network = new FlowNetwork(sim);
        registry = new Registry(P, sim, network, 10.Gbps);
        registry.Push("app", image);
    }

    [Fact]
    public void A_second_pull_moves_nothing_and_a_second_image_only_what_is_new()
    {
        var (machine, puller) = Machine(1);
        sim.Run(puller.Pull("app"));
        Assert.Equal(image.Compressed, puller.Pulled);
        sim.Run(puller.Pull("app"));
        Assert.Equal(image.Compressed, puller.Pulled);
        registry.Push("next", image.With(Layer.Of("e", 5.MiB, 5, 0.4)));
        sim.Run(puller.Pull("next"));
        Assert.Equal(image.Compressed + 5.MiB * 0.4, puller.Pulled);
        Assert.Equal(166.MiB, machine.Store.Size);
    }

    [Fact]
    public void Two_who_pull_the_same_on_one_machine_wait_for_one_pull()
    {
        var (_, puller) = Machine(1);
        sim.Run(new AllOf(sim, new List<Event> { puller.Pull("app"), puller.Pull("app") }));
        Assert.Equal(image.Compressed, puller.Pulled);
    }

    [Fact]
    public void No_more_than_three_layers_come_at_once()
    {
        var (_, puller) = Machine(1);
        var pull = puller.Pull("app");
        var most = 0;
        while (!pull.IsProcessed)
        {
            sim.Run(1.Milliseconds);
            most = Math.Max(most, registry.Pulling);
        }
        Assert.Equal(3, most);
    }

    [Fact]
    public void Machines_share_the_registry_s_connection_and_a_mirror_fetches_once()
    {
        var slow = new Registry(P, sim, network, 100.MBps);
        slow.Push("app", image);
        var alone = Time([.. Enumerable.Range(0, 1).Select(i => Machine(i, slow).Puller)]);
        var eight = Time([.. Enumerable.Range(1, 8).Select(i => Machine(i, slow).Puller)]);
        Assert.True(eight > alone + 7 * (image.Compressed / 100.MBps) * 0.9, $"{alone} {eight}");

        var before = slow.Sent;
        var mirror = new Registry(slow, 10.Gbps, 1.Gbps);
        var mirrored = Time([.. Enumerable.Range(11, 8).Select(i => Machine(i, mirror).Puller)]);
        Assert.Equal(image.Compressed, slow.Sent - before);
        Assert.True(mirrored < alone * 1.5);
    }

    [Fact]
    public void A_lazy_pull_brings_only_what_is_read()
    {
        var (machine, puller) = Machine(1);
        sim.Run(puller.PullLazily("app"));
        Assert.NotNull(machine.Store.Find("app"));
        sim.Run(puller.Read(image, 10.MiB));
        Assert.Equal(10.MiB, puller.Pulled);
    }

    [Fact]
    public void Two_images_on_one_base_pulled_at_once_bring_it_once()
    {
        var (machine, puller) = Machine(1);
        registry.Push("next", image.With(Layer.Of("e", 5.MiB, 5, 0.4)));
        sim.Run(new AllOf(sim, new List<Event> { puller.Pull("app"), puller.Pull("next") }));
        Assert.Equal(image.Compressed + 5.MiB * 0.4, puller.Pulled);
        Assert.Equal(166.MiB, machine.Store.Size);
    }

    /// <summary>
    /// A cut download goes on where it was: in all no byte comes twice. After five attempts in vain the pull fails, and may be tried again.
    /// </summary>
    [Fact]
    public void A_cut_download_goes_on_where_it_was_and_fails_after_five_attempts()
    {
        var slow = new Registry(P, sim, network, 10.MBps);
        slow.Push("app", image);
        var (machine, puller) = Machine(1, slow);
        var pull = puller.Pull("app");
        sim.Run(2.Seconds);
        slow.Interrupt();
        sim.Run(1.Milliseconds);
        Assert.InRange(puller.Pulled / 10.MBps, 1.9.Seconds, 2.1.Seconds);
        var begin = sim.Now;
        sim.Run(pull);
        Assert.True(pull.IsOk);
        Assert.Equal((image.Compressed, image.Compressed), (puller.Pulled, slow.Sent));
        Assert.InRange((sim.Now - begin).TotalSeconds, 5, 15); // 5 s of waiting, and what was left

        slow.Push("other", new Image([Layer.Of("x", 200.MiB)]));
        pull = puller.Pull("other");
        for (var i = 1; i <= 5; i++)
        {
            sim.Run(TimeSpan.FromSeconds(5 * i - 4)); // while the attempt runs, or still waits
            while (slow.Pulling == 0)
                sim.Run(0.1.Seconds);
            slow.Interrupt();
            sim.Run(1.Milliseconds);
        }
        Assert.True(pull.IsTriggered && !pull.IsOk);
        Assert.Contains("5 attempts", $"{pull.Value}");
        Assert.Null(machine.Store.Find("other"));
        pull = puller.Pull("other");
        sim.Run(pull);
        Assert.NotNull(machine.Store.Find("other"));
    }

    private TimeSpan Time(List<ImagePuller> pullers)
    {
        var begin = sim.Now;
        sim.Run(new AllOf(sim, pullers.Select(p => (Event)p.Pull("app")).ToList()));
        return sim.Now - begin;
    }

    private (MachineKernel Machine, ImagePuller Puller) Machine(int number, Registry? from = null)
    {
        var machine = new Host(sim, HostModel.RackServer(P), new RandomStreams(number)).Kernel;
        return (machine, new ImagePuller(machine, from ?? registry, new Link($"machine {number}", 10.Gbps)));
    }
}
