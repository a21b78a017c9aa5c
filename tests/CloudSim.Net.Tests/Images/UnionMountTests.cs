using CloudSim.Net.Images;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Images;

public class UnionMountTests
{
    private static readonly Gen<string> Names = Gen.Int[0, 2].Select(i => "abc"[i].ToString());
    private static readonly Gen<string> Paths = Names.Array[1, 3].Select(n => "/" + string.Join('/', n));
    private static readonly Gen<Layer> Layers = Gen.Select(Paths, Gen.Int[0, 3].Select(k => (EntryKind)k), Gen.Int[1, 5]).List[0, 6]
        .Select(Layer);
    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 9], Paths, Paths, Gen.Int[1, 99])
        .Select((kind, a, b, n) => new Step(kind, a, b, n));

    public sealed record Step(int Kind, string A, string B, int N);

    /// <summary>
    /// Any stack of layers, any sequence of operations with commits in between: the same errors, the same tree, and no layer changes.
    /// </summary>
    [Fact]
    public void Any_operations_over_any_layers_show_the_tree_of_a_plain_dictionary() =>
        Gen.Select(Layers.List[0, 4], Steps.List[0, 40]).Sample(
            (layers, steps) =>
            {
                var oracle = new MergedTree();
                layers.ForEach(oracle.Apply);
                var lowers = new List<Layer>(layers);
                var mount = new UnionMount(lowers);
                Assert.Equal(oracle.Show(), Show(mount));
                foreach (var step in steps)
                {
                    if (step.Kind == 7 && step.N < 20)
                    {
                        lowers.Add(mount.Commit());
                        mount = new UnionMount(lowers);
                        oracle.Commit();
                    }
                    Assert.Equal(Do(step, oracle), Do(step, mount));
                }
                Assert.Equal(oracle.Show(), Show(mount));
                Assert.Equal(oracle.Show(), Show(new UnionMount([.. lowers, mount.Commit()])));
                Assert.All(lowers, l => Assert.Equal(l.DiffId, new Layer(l.Entries).DiffId));
                Assert.Equal(layers.Select(l => l.DiffId), lowers.Take(layers.Count).Select(l => l.DiffId));
            }, iter: 500, threads: 1);

    [Fact]
    public void The_first_write_copies_the_whole_file_and_the_second_nothing()
    {
        var mount = new Image([File("/var/lib/db", 100.MiB)]).Mount();
        mount.Write("/var/lib/db", FileContent.Of("changed", 100.MiB));
        Assert.Equal((1, 100.MiB, 2), (mount.Work.CopiedFiles, mount.Work.CopiedBytes, mount.Work.CopiedDirectories));
        mount.Write("/var/lib/db", FileContent.Of("again", 100.MiB));
        Assert.Equal((1, 100.MiB, 2), (mount.Work.CopiedFiles, mount.Work.CopiedBytes, mount.Work.CopiedDirectories));
    }

    [Fact]
    public void A_name_is_looked_up_in_each_layer_until_it_is_found_and_then_known()
    {
        var layers = Enumerable.Range(0, 5).Select(i => new Layer([Entry("/d/" + i, 1.B)])).ToList();
        var mount = new UnionMount(layers);
        mount.Read("/d/0", out _);
        Assert.Equal(6 + 5, mount.Work.Lookups); // d in the writable layer and five more, the file in the five that have d
        mount.Read("/d/0", out _);
        Assert.Equal(11, mount.Work.Lookups);
        mount.Read("/d/4", out _);
        Assert.Equal(12, mount.Work.Lookups); // the top layer has it
    }

    [Fact]
    public void A_removed_directory_that_is_made_again_is_empty()
    {
        var mount = new Image([File("/etc/hosts", 1.KiB)]).Mount();
        Assert.Equal(FileError.NotEmpty, mount.RemoveDirectory("/etc"));
        Assert.Equal(FileError.None, mount.Delete("/etc/hosts"));
        Assert.Equal(FileError.None, mount.RemoveDirectory("/etc"));
        Assert.Equal(FileError.None, mount.MakeDirectory("/etc"));
        Assert.Equal(FileError.None, mount.List("/etc", out var names));
        Assert.Empty(names);
        Assert.Equal(new LayerEntry(EntryKind.OpaqueDirectory), mount.Commit().Entries.Single().Value);
    }

    [Fact]
    public void A_directory_of_a_lower_layer_cannot_be_renamed_but_a_new_one_can()
    {
        var mount = new Image([File("/lower/file", 1.KiB)]).Mount();
        Assert.Equal(FileError.CrossDevice, mount.Rename("/lower", "/other"));
        mount.MakeDirectory("/new");
        mount.Create("/new/file", FileContent.Of("x", 1.B));
        Assert.Equal(FileError.None, mount.Rename("/new", "/other"));
        Assert.Equal(FileError.None, mount.Read("/other/file", out _));
        Assert.Equal(FileError.NotFound, mount.Read("/new/file", out _));
    }

    [Fact]
    public void Mounts_of_one_layer_share_its_pages_until_they_write()
    {
        var image = new Image([File("/lib/libc", 2.MiB)]);
        var (one, two) = (image.Mount(), image.Mount());
        one.Pages("/lib/libc", out var first);
        two.Pages("/lib/libc", out var second);
        Assert.NotNull(first);
        Assert.Equal(first, second);
        one.Write("/lib/libc", FileContent.Of("patched", 2.MiB));
        one.Pages("/lib/libc", out first);
        Assert.Null(first);
    }

    [Fact]
    public void Hard_links_of_a_layer_break_at_the_first_write_and_new_ones_hold()
    {
        var below = new UnionMount([]);
        below.Create("/a", FileContent.Of("old", 1.MiB));
        Assert.Equal(FileError.None, below.Link("/a", "/b"));
        var layer = below.Commit();
        Assert.Equal((1.MiB, 2), (layer.Size, layer.Files)); // one file with two names
        var mount = new UnionMount([layer]);
        mount.Write("/a", FileContent.Of("new", 1.MiB));
        mount.Read("/b", out var b);
        Assert.Equal(FileContent.Of("old", 1.MiB), b); // overlayfs with index=off
        mount.Link("/b", "/c");
        mount.Write("/c", FileContent.Of("newer", 1.MiB));
        mount.Read("/b", out b);
        Assert.Equal(FileContent.Of("newer", 1.MiB), b);
        Assert.Equal((2, 2.MiB), (mount.Work.CopiedFiles, mount.Work.CopiedBytes));
        Assert.Equal(FileError.None, mount.Rename("/b", "/c")); // the same file: both stay
        mount.Delete("/c");
        Assert.Equal(FileError.None, mount.Read("/b", out _));
        Assert.Equal(FileError.NotPermitted, new UnionMount([File("/d/f", 1.B)]).Link("/d", "/e"));
    }

    /// <summary>
    /// What a copy-up moves: all of the data for a change of mode (metacopy=off), nothing for a file that is emptied, no holes.
    /// </summary>
    [Fact]
    public void A_change_of_mode_copies_all_an_emptied_file_nothing_and_a_hole_is_no_data()
    {
        var sparse = FileContent.Of("image", 1.GiB) with { Holes = 1.GiB - 3.MiB };
        var image = new Image([new Layer([KeyValuePair.Create("/disk", new LayerEntry(EntryKind.File, sparse))])]);
        Assert.Equal(3.MiB, image.Size);
        var mount = image.Mount();
        mount.SetAttributes("/disk");
        Assert.Equal((1, 3.MiB, 3.MiB), (mount.Work.CopiedFiles, mount.Work.CopiedBytes, mount.UpperSize));
        mount.Write("/disk", sparse);
        Assert.Equal(1, mount.Work.CopiedFiles);
        mount.Read("/disk", out var read);
        Assert.Equal(sparse, read);

        mount = image.Mount();
        mount.Write("/disk", FileContent.Of("small", 1.KiB), truncate: true);
        Assert.Equal((1, Bytes.Zero, 1.KiB), (mount.Work.CopiedFiles, mount.Work.CopiedBytes, mount.UpperSize));

        mount = new Image([File("/etc/passwd", 1.KiB)]).Mount();
        mount.SetAttributes("/etc");
        Assert.Equal((0, 1), (mount.Work.CopiedFiles, mount.Work.CopiedDirectories)); // the directory alone
        Assert.Equal(FileError.None, mount.Read("/etc/passwd", out _));
    }

    /// <summary>A whiteout hides a file, a directory may then stand in its place, and a file again in that of a directory.</summary>
    [Fact]
    public void A_name_may_change_its_kind_over_a_lower_layer()
    {
        var mount = new Image([File("/x", 1.KiB), File("/y/below", 1.KiB)]).Mount();
        mount.Delete("/x");
        Assert.Equal(EntryKind.Whiteout, mount.Commit().Entries.Single().Value.Kind);
        Assert.Equal(FileError.None, mount.MakeDirectory("/x"));
        Assert.Equal(FileError.None, mount.Create("/x/in", FileContent.Of("in", 1.B)));
        mount.Delete("/y/below");
        Assert.Equal(FileError.None, mount.RemoveDirectory("/y"));
        Assert.Equal(FileError.None, mount.Create("/y", FileContent.Of("file", 1.B)));
        Assert.Equal(["/x/", "/x/in=" + FileContent.Of("in", 1.B).Digest.Short, "/y=" + FileContent.Of("file", 1.B).Digest.Short],
            Show(mount));
        Assert.Equal(Show(mount), Show(new UnionMount([.. mount.Lowers, mount.Commit()])));
    }

    private static Layer Layer(List<(string Path, EntryKind Kind, int N)> entries)
    {
        var tree = new SortedDictionary<string, LayerEntry>(StringComparer.Ordinal);
        foreach (var (path, kind, n) in entries)
        {
            var taken = tree.Any(e => path.StartsWith(e.Key + "/", StringComparison.Ordinal) && !e.Value.IsDirectory)
                || (kind is EntryKind.File or EntryKind.Whiteout && tree.Keys.Any(p => p.StartsWith(path + "/", StringComparison.Ordinal)));
            if (!taken)
                tree[path] = new(kind, kind == EntryKind.File ? FileContent.Of($"lower {n}", n.B) : default);
        }
        return new Layer(tree);
    }

    private static Layer File(string path, Bytes size) => new([Entry(path, size)]);

    private static KeyValuePair<string,
        LayerEntry> Entry(string path, Bytes size) => new(path, new(EntryKind.File, FileContent.Of(path, size)));

    private static string Do(Step step, UnionMount mount)
    {
        var content = FileContent.Of($"written {step.N}", step.N.B);
        switch (step.Kind)
        {
            case 0: return mount.Create(step.A, content).ToString();
            case 1: return mount.Write(step.A, content).ToString();
            case 2: return mount.Delete(step.A).ToString();
            case 3: return mount.Rename(step.A, step.B).ToString();
            case 4: return mount.MakeDirectory(step.A).ToString();
            case 5: return mount.RemoveDirectory(step.A).ToString();
            case 8: return mount.Link(step.A, step.B).ToString();
            case 9: return mount.SetAttributes(step.A).ToString();
            case 6: return $"{mount.List(step.N < 10 ? "/" : step.A, out var names)} {string.Join(' ', names)}";
            default: return $"{mount.Read(step.A, out var read)} {read}";
        }
    }

    private static string Do(Step step, MergedTree oracle)
    {
        var content = FileContent.Of($"written {step.N}", step.N.B);
        switch (step.Kind)
        {
            case 0: return oracle.Make(step.A, false, content).ToString();
            case 1: return oracle.Write(step.A, content).ToString();
            case 2: return oracle.Remove(step.A, false).ToString();
            case 3: return oracle.Rename(step.A, step.B).ToString();
            case 4: return oracle.Make(step.A, true, default).ToString();
            case 5: return oracle.Remove(step.A, true).ToString();
            case 8: return oracle.Link(step.A, step.B).ToString();
            case 9: return oracle.SetAttributes(step.A).ToString();
            case 6: return $"{oracle.List(step.N < 10 ? "/" : step.A, out var names)} {string.Join(' ', names)}";
            default: return $"{oracle.Read(step.A, out var read)} {read}";
        }
    }

    private static IEnumerable<string> Show(UnionMount mount)
    {
        var shown = new List<string>();
        Walk("/");
        return shown.OrderBy(s => s.TrimEnd('/').Split('=')[0], StringComparer.Ordinal);

        void Walk(string path)
        {
            Assert.Equal(FileError.None, mount.List(path, out var names));
            foreach (var name in names)
            {
                var child = path == "/" ? "/" + name : $"{path}/{name}";
                if (mount.Read(child, out var content) == FileError.None)
                {
                    shown.Add($"{child}={content.Digest.Short}");
                    continue;
                }
                shown.Add(child + "/");
                Walk(child);
            }
        }
    }
}
