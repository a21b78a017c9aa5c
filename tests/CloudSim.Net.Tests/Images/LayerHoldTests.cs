using CloudSim.Net.Images;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Images;

public class LayerHoldTests
{
    private static readonly Image App = new([Layer.Of("app", 5.MiB)]);

    private readonly LayerStore store = new(P);

    [Fact]
    public void What_only_tags_keep_no_container_gives_back()
    {
        store.Tag("app", App);
        store.Tag("also", App);
        Assert.Throws<InvalidOperationException>(() => store.Release(App));
        store.Acquire(App);
        store.Release(App);
        Assert.Throws<InvalidOperationException>(() => store.Release(App));
        Assert.Same(App, store.Find("app"));
        store.Acquire(App);
        store.Untag("app");
        store.Untag("also");
        Assert.Equal(5.MiB, store.Size);
        store.Release(App);
        Assert.Equal(Bytes.Zero, store.Size);
    }

    [Fact]
    public void Nothing_is_no_tag_and_no_image()
    {
        Assert.Throws<ArgumentNullException>(() => store.Tag(null!, App));
        Assert.Throws<ArgumentNullException>(() => store.Tag("app", null!));
        Assert.Throws<ArgumentNullException>(() => store.Acquire(null!));
        Assert.Throws<ArgumentNullException>(() => store.Release(null!));
        Assert.Equal((0, 0), (store.LayerCount, store.Tags.Count));
    }
}
