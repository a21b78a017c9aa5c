using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Units;

public class SpellingTests
{
    private static readonly string[] Known = ["Firecracker", "QemuKvm", "QemuTcg", "Kata", "XenPv", "ab"];

    [Theory]
    [InlineData("Firecracker", "Firecracker")]
    [InlineData("firecracker", "Firecracker")]
    [InlineData("Firecraker", "Firecracker")] // a letter too few
    [InlineData("Firecrackerr", "Firecracker")] // one too many
    [InlineData("Firecrakcer", "Firecracker")] // two in the wrong order
    [InlineData("Fiercracker", "Firecracker")]
    [InlineData("Firecrackxxx", null)] // three changes
    [InlineData("QemuKcm", "QemuKvm")] // the nearest of several
    [InlineData("QemuKcg", "QemuTcg")]
    [InlineData("QemuXvg", null)] // two are as near
    [InlineData("Kat", "Kata")]
    [InlineData("Kxxa", "Kata")]
    [InlineData("xy", null)] // nothing of "ab" is left
    [InlineData("", null)]
    public void What_was_meant_differs_by_two_letters_at_most(string text, string? meant) =>
        Assert.Equal(meant, Spelling.Meant(text, Known));

    [Fact]
    public void The_distance_is_that_of_Levenshtein()
    {
        // Each of 300 random pairs within two changes, against the definition by recursion.
        var random = new Random(1);
        string Word() => new([.. Enumerable.Range(0, random.Next(4, 8)).Select(_ => "abc"[random.Next(3)])]);
        for (var i = 0; i < 300; i++)
        {
            var (a, b) = (Word(), Word());
            Assert.Equal(Distance(a, b) <= 2 ? b : null, Spelling.Meant(a, [b]));
        }
    }

    [Fact]
    public void A_hint_is_the_name_or_the_few_there_are_or_where_they_are_listed()
    {
        Assert.Equal("did you mean Kata?", Spelling.Hint("kata", Known));
        Assert.Equal("known: Firecracker, QemuKvm, QemuTcg, Kata, XenPv, ab", Spelling.Hint("nothing", Known));
        string[] many = [.. Enumerable.Range(0, 17).Select(i => $"file {i}")];
        Assert.Equal("experiments/parameters.cs lists them", Spelling.Hint("nothing", many));
    }

    private static int Distance(string a, string b) => a.Length == 0 ? b.Length : b.Length == 0 ? a.Length
        : a[0] == b[0] ? Distance(a[1..], b[1..])
        : 1 + Math.Min(Math.Min(Distance(a[1..], b), Distance(a, b[1..])), Distance(a[1..], b[1..]));
}
