using CloudSim.Net.Images;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Images;

public class LayerStoreTests
{
    private static readonly Layer[] Pool = [.. Enumerable.Range(0, 4).Select(i => Layer.Of($"layer{i}", (10 * (i + 1)).MiB, 10))];

    [Fact]
    public void Ten_images_on_one_base_store_it_once()
    {
        var store = new LayerStore(P);
        var shared = Layer.Of("base", 100.MiB, 100);
        for (var i = 0; i < 10; i++)
            store.Tag($"app{i}", new Image([shared, Layer.Of($"app{i}", 5.MiB)]));
        Assert.Equal(150.MiB, store.Size);
        Assert.Equal(11, store.LayerCount);
        Assert.Equal(20, store.References);
    }

    [Fact]
    // OCI chain ids; Docker's rule that a layer is reused iff its chain of digests is the same
    public void A_layer_on_another_stack_is_another_layer()
    {
        var store = new LayerStore(P);
        store.Tag("one", new Image([Pool[0], Pool[1]]));
        Assert.Equal([Pool[1]], store.Missing(new Image([Pool[0], Pool[2], Pool[1]])).Where(l => l == Pool[1]));
        Assert.Empty(store.Missing(new Image([Pool[0], Pool[1]])));
    }

    [Fact]
    public void References_never_leak() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[0, 3].Array[1, 4]).List[0, 60].Sample(
            steps =>
            {
                var store = new LayerStore(P);
                var running = new List<Image>();
                foreach (var (kind, tag, layers) in steps)
                {
                    var image = new Image(layers.Select(l => Pool[l]));
                    if (kind <= 1)
                        store.Tag($"t{tag}", image);
                    else if (kind == 2)
                        store.Untag($"t{tag}");
                    else if (kind == 3 && store.Find($"t{tag}") is { } found)
                    {
                        store.Acquire(found);
                        running.Add(found);
                    }
                    else if (kind == 4 && running.Count > 0)
                    {
                        store.Release(running[^1]);
                        running.RemoveAt(running.Count - 1);
                    }
                    var kept = store.Tags.Select(t => store.Find(t)!).Concat(running).DistinctBy(i => i.Manifest).ToList();
                    Assert.Equal(kept.Sum(i => (long)i.Layers.Count), store.References);
                    var stacks = kept.SelectMany(i => i.ChainIds.Zip(i.Layers)).DistinctBy(c => c.First).ToList();
                    Assert.Equal(stacks.Count, store.LayerCount);
                    Assert.Equal(stacks.Sum(s => s.Second.Size.Count), store.Size.Count);
                }
                foreach (var tag in store.Tags.ToList())
                    store.Untag(tag);
                running.ForEach(store.Release);
                Assert.Equal((0, Bytes.Zero, 0L), (store.LayerCount, store.Size, store.References));
            }, iter: 60, threads: 1);

    [Fact]
    public void An_image_of_more_layers_than_can_be_mounted_is_refused()
    {
        var (store, layers) = (new LayerStore(P), Enumerable.Range(0, 129).Select(i => Layer.Of($"{i}", 1.KiB)).ToList());
        store.Tag("deep", new Image(layers.Take(128)));
        Assert.Contains("max depth exceeded", Assert.Throws<ArgumentException>(() => store.Tag("deeper", new Image(layers))).Message);
        Assert.Equal(128, store.References);
    }

    [Fact]
    public void Collection_frees_the_longest_unused_and_nothing_that_runs()
    {
        var store = new LayerStore(P);
        for (var i = 0; i < 4; i++)
            store.Tag($"t{i}", new Image([Pool[i]])); // 10, 20, 30, 40 MiB
        store.Acquire(store.Find("t0")!);
        Assert.Equal(Bytes.Zero, store.Collect(high: 100.MiB, low: 50.MiB));
        Assert.Equal(50.MiB, store.Collect(high: 90.MiB, low: 60.MiB));
        Assert.Equal(["t0", "t3"], store.Tags);
    }
}
