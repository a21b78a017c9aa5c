using System.Threading;
using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Tests.Calibration;

/// <summary>A set of parameters: what is made of it, once, and what was read to make it.</summary>
public class ParametersTests
{
    private readonly Parameters set = P.Copy();

    [Fact]
    public void What_is_set_reaches_what_is_made_and_what_it_says_it_was_made_of()
    {
        var faster = P.With("Firecracker.slots", "3").With("NestedPaging.map_page", "1");
        var platform = Firecracker.Of(faster);
        Assert.Equal(3, platform.MostInterfaces);
        Assert.Equal(faster.Overrides, platform.Uses.Where(u => u.IsOverride));
        Assert.Contains(faster.Overrides[0], platform.Own);
        Assert.Equal(["map_page"], platform.Memory.Uses.Where(u => u.IsOverride).Select(u => u.Name));
        Assert.NotEqual(3, Firecracker.Of(set).MostInterfaces);
        Assert.DoesNotContain(Firecracker.Of(set).Uses, u => u.IsOverride);
        // Another platform does not know Firecracker's.
        Assert.Equal(["map_page"], QemuKvm.Of(faster).Uses.Where(u => u.IsOverride).Select(u => u.Name));
    }

    [Fact]
    public void A_thing_is_made_once_a_set()
    {
        var made = 0;
        Thing Of(Parameters from, string name) => from.Make(name, p => new Thing(p, ++made));
        Assert.Same(Of(set, "a"), Of(set, "a"));
        Assert.Same(Of(set, "a"), Of(set.Part("part"), "a"));
        Assert.NotSame(Of(set, "a"), Of(set, "b"));
        Assert.NotSame(Of(set, "a"), Of(set.Copy(), "a"));
        Assert.Same("text", set.Make("a", _ => "text")); // the name is one among those of its type
        Assert.Equal(3, made);
    }

    [Fact]
    public void Many_threads_get_the_same_thing()
    {
        var made = 0;
        var things = new Thing[200];
        Parallel.For(0, things.Length, i => things[i] = set.Make($"{i % 4}", p => new Thing(p, Interlocked.Increment(ref made))));
        Assert.Equal(4, made);
        Assert.Equal(4, things.Distinct().Count());
    }

    [Fact]
    public void Reads_are_noted_once_in_order_of_file_and_name()
    {
        var file = set["Firecracker"];
        file.Duration("vmm_start");
        file.Duration("client");
        set["BareMetal"].Bytes(P["BareMetal"].Parameters.First(p => p.Unit.EndsWith('B')).Name);
        file.Duration("vmm_start");
        Assert.Equal(["BareMetal", "Firecracker", "Firecracker"], set.Uses.Select(u => u.Sheet));
        Assert.Equal(["client", "vmm_start"], set.Uses.Skip(1).Select(u => u.Name));
    }

    /// <summary>Whether a thing is there already or not: what went into it went into the result of who asks.</summary>
    [Fact]
    public void Who_asks_for_a_thing_uses_what_it_was_made_of()
    {
        var (first, second) = (set.Part("first"), set.Part("second"));
        Assert.Same(HostModel.RackServer(first), HostModel.RackServer(second));
        Assert.Equal(HostModel.RackServer(set).Uses, first.Uses);
        Assert.Equal(first.Uses, second.Uses);
    }

    [Fact]
    public void A_copy_has_the_same_values_and_nothing_read()
    {
        var slow = P.With("Firecracker.vmm_start", "60ms");
        Firecracker.Of(slow);
        var copy = slow.Copy();
        Assert.NotEmpty(slow.Uses);
        Assert.Empty(copy.Uses);
        Assert.Equal(slow.Overrides, copy.Overrides);
        Assert.Equal(60.Milliseconds, copy["Firecracker"].Duration("vmm_start"));
        Assert.NotSame(Firecracker.Of(slow), Firecracker.Of(copy));
        Assert.Empty(slow.With("Firecracker.client", "1ms").Uses);
    }

    [Fact]
    public void A_read_after_the_builder_has_returned_is_an_error()
    {
        var thing = set.Make("thing", p => new Thing(p, 1, p["Firecracker"], p.Part("inside")));
        string Refusal(Action read) => Assert.Throws<InvalidOperationException>(read).Message;
        const string said = "thing reads Firecracker.client after it was built (read it there)";
        Assert.Equal(said, Refusal(() => thing.Sheet!.Duration("client")));
        Assert.Equal(said, Refusal(() => thing.Set["Firecracker"].Duration("client")));
        Assert.Equal(said, Refusal(() => thing.Inside!["Firecracker"].Duration("client")));
        Assert.StartsWith("thing reads ", Refusal(() => Firecracker.Of(thing.Set)));
        // The set itself is open as long as a machine runs on it.
        Assert.Same(set, thing.Set.Set);
        thing.Set.Set["Firecracker"].Duration("client");
    }

    [Fact]
    public void A_part_notes_for_itself_and_for_who_makes_it()
    {
        var thing = set.Make("thing", p =>
        {
            p["Firecracker"].Duration("client");
            var paging = new NestedPaging(p);
            Assert.NotEmpty(paging.Uses);
            Assert.All(paging.Uses, u => Assert.Equal(nameof(NestedPaging), u.Sheet));
            Assert.Equal(p.Uses, [p["Firecracker"].Duration("client").Parameter, .. paging.Uses]);
            return new Thing(p, 1);
        });
        Assert.Equal(set.Uses, thing.Set.Uses);
        var part = set.Part("part");
        var inner = part.Part("inner");
        inner["BareMetal"].Whole("processes");
        Assert.Single(inner.Uses);
        Assert.Equal(inner.Uses, part.Uses);
        Assert.Contains(inner.Uses[0], set.Uses);
    }

    [Fact]
    public void To_look_through_many_things_notes_nothing_until_one_is_used()
    {
        var all = CloudSim.Net.Platforms.Platforms.Of(set.Unnoted());
        Assert.Empty(set.Uses);
        var found = CloudSim.Net.Platforms.Platforms.Named(set, "Firecracker microVM");
        Assert.Contains(found, all);
        Assert.Equal(found.Uses.OrderBy(u => u.Sheet, StringComparer.Ordinal).ThenBy(u => u.Name, StringComparer.Ordinal), set.Uses);
        Assert.Same(found, Firecracker.Of(set));
    }

    [Fact]
    public void An_earlier_run_s_reads_are_noted_by_name()
    {
        var slow = P.With("Firecracker.vmm_start", "60ms");
        slow.Note(["Firecracker.vmm_start", "Firecracker.client", "Firecracker.gone", "Gone.gone", "gone"]);
        Assert.Equal([P["Firecracker"].Duration("client").Parameter, slow.Overrides[0]], slow.Uses);
    }

    [Fact]
    public void A_builder_that_fails_on_a_set_number_names_it()
    {
        var small = P.With("Firecracker.client", "1ms").With("Firecracker.vmm_start", "2ms").With("Firecracker.vm_create", "3ms");
        object Build(Parameters from) => from.Make("thing", p =>
        {
            p["Firecracker"].Duration("client");
            return p.Make("inner", q => q["Firecracker"].Duration("vmm_start") < 3.Milliseconds ? throw new ArgumentException("too fast")
                : new Thing(q, 1));
        });
        for (var again = 0; again < 2; again++)
        {
            var error = Assert.Throws<ParameterException>(() => Build(small));
            Assert.Equal("Firecracker.vmm_start: 2ms cannot be (too fast)", error.Message);
            Assert.Equal("vmm_start", error.Parameter.Name);
            Assert.Equal("too fast", error.InnerException!.Message);
        }
        Build(set);
    }

    /// <summary>Of several that are set, the one that the builder stumbled over, not the first of the alphabet.</summary>
    [Fact]
    public void It_names_the_culprit_among_several()
    {
        var two = P.With("RackServer.cores", "8").With("RackServer.disk_channels", "2.5");
        var error = Assert.Throws<ParameterException>(() => HostModel.RackServer(two));
        Assert.StartsWith("RackServer.disk_channels: 2.5 cannot be (", error.Message);
    }

    [Fact]
    public void A_builder_that_fails_by_itself_blames_no_number()
    {
        Thing Fails(Parameters from) => from.Make<Thing>("thing", p =>
            throw new ArgumentException($"wrong {p["Firecracker"].Duration("client").Value.Milliseconds}"));
        Assert.Equal("wrong 3", Assert.Throws<ArgumentException>(() => Fails(set)).Message);
        Assert.Equal("wrong 3", Assert.Throws<ArgumentException>(() => Fails(P.With("Firecracker.vmm_start", "2ms"))).Message);
        Assert.Throws<ArgumentNullException>(() => set.Make<Thing>("nothing", _ => null!));
    }

    [Fact]
    public void A_data_file_that_is_not_there_is_named() =>
        Assert.Contains("Nothing.csv", Assert.Throws<ArgumentException>(() => set["Nothing"]).Message);

    /// <summary>Rows of one's own are noted like any other; they cannot be mistaken for those of a model.</summary>
    [Fact]
    public void A_data_file_of_one_s_own_is_noted()
    {
        const string text = "parameter,value,unit,source,place,note\nstart,5,ms,estimate,,as long as a nap\n";
        Assert.Equal(5.Milliseconds, set.Read("Mine", new StringReader(text)).Duration("start"));
        Assert.Equal(["Mine"], set.Uses.Select(u => u.Sheet));
        Assert.Throws<ArgumentException>(() => set.Read("Firecracker", new StringReader(text)));
    }

    private sealed record Thing(Parameters Set, int Number, ParameterSheet? Sheet = null, Parameters? Inside = null);
}
