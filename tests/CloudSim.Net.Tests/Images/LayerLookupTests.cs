using CloudSim.Net.Images;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Images;

public class LayerLookupTests
{
    private static readonly Image Image = new([Files("/d/a", "/d/b"), Files("/d/b")]);

    [Fact]
    public void Layers_are_asked_from_the_top_until_one_answers_and_a_known_name_asks_none()
    {
        var (mount, asked) = Traced(Image);
        mount.Read("/d/a", out _);
        Assert.Equal(["/d 0 -", "/d 1 Directory", "/d 2 Directory", "/d/a 1 -", "/d/a 2 File"], asked);
        mount.Read("/d/a", out _);
        Assert.Equal(5, asked.Count);
        mount.Read("/d/b", out _);
        Assert.Equal("/d/b 1 File", Assert.Single(asked.Skip(5))); // the lower layer's file is hidden
        Assert.Equal(mount.Work.Lookups, asked.Count);
    }

    [Fact]
    public void A_whiteout_ends_the_look_up()
    {
        var (mount, asked) = Traced(Image);
        mount.Read("/d/b", out _);
        asked.Clear();
        mount.Delete("/d/b");
        Assert.Equal("/d/b 1 File", Assert.Single(asked)); // whether it needs a whiteout
        (mount, asked) = Traced(Image.With(mount.Commit()));
        Assert.Equal(FileError.NotFound, mount.Read("/d/b", out _));
        Assert.Equal(["/d 0 -", "/d 1 Directory", "/d 2 Directory", "/d 3 Directory", "/d/b 1 Whiteout"], asked);
    }

    [Fact]
    public void An_opaque_directory_hides_what_lies_below_it()
    {
        var mount = Image.Mount();
        mount.Delete("/d/a");
        mount.Delete("/d/b");
        mount.RemoveDirectory("/d");
        mount.MakeDirectory("/d");
        (mount, var asked) = Traced(Image.With(mount.Commit()));
        Assert.Equal(FileError.NotFound, mount.Read("/d/a", out _));
        Assert.Equal(["/d 0 -", "/d 1 OpaqueDirectory", "/d/a 1 -"], asked);
    }

    [Fact]
    public void Who_is_told_must_not_use_the_mount()
    {
        var mount = Image.Mount();
        mount.LayerAsked = _ => mount.Read("/d/b", out var _);
        var error = Assert.Throws<InvalidOperationException>(() => mount.Read("/d/a", out _));
        Assert.Contains("LayerAsked", error.Message);
        mount.LayerAsked = null;
        Assert.Equal(FileError.None, mount.Read("/d/a", out _));
    }

    private static (UnionMount, List<string>) Traced(Image image)
    {
        var asked = new List<string>();
        var mount = image.Mount();
        mount.LayerAsked = l => asked.Add($"{l.Path} {l.Layer} {l.Found?.ToString() ?? "-"}");
        return (mount, asked);
    }

    private static Layer Files(params string[] paths) =>
        new(paths.Select(p => KeyValuePair.Create(p, new LayerEntry(EntryKind.File, FileContent.Of(p, 1.KiB)))));
}
