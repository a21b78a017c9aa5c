using System.Reflection;
using System.Text.RegularExpressions;
using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Documentation;

/// <summary>The pages of the event engine: every program in them runs, and prints what the page says.</summary>
[Collection(ConsoleCollection.Name)]
public class EnginePageTests
{
    private const string Folder = "src/CloudSim.Net.Engine";
    private static readonly Regex Program = new(@"^```csharp\n(.*?)^```\n\n```text\n(.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline);

    public static TheoryData<string, string> Models => [.. Program.Matches(Read("FromSimSharp.md"))
        .Select(m => new TheoryDataRow<string, string>(m.Groups[1].Value, m.Groups[2].Value))];

    [Fact]
    public void The_page_has_three_models() => Assert.Equal(3, Models.Count);

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_prints_what_the_page_says(string code, string output) => Assert.Equal(output, Run(code));

    [Fact]
    public void The_first_example_gives_the_known_waiting_time()
    {
        var code = Regex.Match(Read("README.md"), @"^```csharp\n(.*?)^```$",
            RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        Assert.InRange(double.Parse(Run(code), System.Globalization.CultureInfo.InvariantCulture), 3.85, 4.15);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("FromSimSharp.md")]
    public void Links_lead_somewhere(string page) => Assert.All(
        Regex.Matches(Read(page), @"\]\((?!https?:|#)([^)\s#]+)").Select(m => m.Groups[1].Value),
        target => Assert.True(Path.Exists(WorkingCopy.At(Folder, target)), $"{page} links to {target}, which does not exist"));

    private static string Read(string page) => File.ReadAllText(WorkingCopy.At(Folder, page));

    private static string Run(string code)
    {
        using var image = new MemoryStream();
        var built = CodeCompiler.Compilation(code).Emit(image);
        Assert.True(built.Success, string.Join('\n', built.Diagnostics));
        var console = Console.Out;
        using var printed = new StringWriter { NewLine = "\n" };
        try
        {
            Console.SetOut(printed);
            var entry = Assembly.Load(image.ToArray()).EntryPoint!;
            entry.Invoke(null, entry.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }
        return printed.ToString();
    }
}
