using CloudSim.Net.Tests.Experiments;
using PublicApiGenerator;

namespace CloudSim.Net.Tests.Architecture;

[Collection(ConsoleCollection.Name)] // not beside others: it takes much memory
public class PublicApiTests
{
    private static readonly string Approved = WorkingCopy.At("tests/CloudSim.Net.Tests/Architecture/PublicApi.approved.txt");

    /// <summary>A change of what users see must be seen in review: it shows in one file.</summary>
    [Fact]
    public void The_public_api_is_the_approved_one()
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };
        var api = string.Join("\n", new[] { typeof(RandomStreams), typeof(InputException), typeof(CloudSim.Net.Experiments.Script) }
            .Select(t => t.Assembly)
            .Select(a => $"// {a.GetName().Name}\n{a.GeneratePublicApi(options).ReplaceLineEndings("\n").TrimEnd()}\n"));
        if (WorkingCopy.Accept)
            File.WriteAllText(Approved, api);
        var approved = File.Exists(Approved) ? File.ReadAllText(Approved) : "";
        if (approved == api)
            return;
        var (now, before) = (api.Split('\n'), approved.Split('\n'));
        var changes = now.Except(before).Select(l => $"+ {l.Trim()}").Concat(before.Except(now).Select(l => $"- {l.Trim()}")).Take(20);
        Assert.Fail($"The public API has changed:\n{string.Join('\n', changes)}\n{WorkingCopy.HowToAccept}");
    }
}
