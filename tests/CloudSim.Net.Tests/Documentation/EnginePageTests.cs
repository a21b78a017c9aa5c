using System.Globalization;
using System.Text.RegularExpressions;
using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Documentation;

/// <summary>The pages of the event engine: their programs know theory's answer.</summary>
[Collection(ConsoleCollection.Name)]
public class EnginePageTests
{
    [Fact]
    public void The_page_on_Sim_has_three_models() =>
        Assert.Equal(3, Pages.Programs.Count(p => p.Page == "src/CloudSim.Net.Engine/FromSimSharp.md"));

    [Fact]
    public void The_first_example_gives_the_known_waiting_time()
    {
        var code = Regex.Match(Pages.Text("src/CloudSim.Net.Engine/README.md"), @"^```csharp\n(.*?)^```$",
            RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        Assert.InRange(double.Parse(CodeCompiler.Run(code), CultureInfo.InvariantCulture), 3.85, 4.15);
    }
}
