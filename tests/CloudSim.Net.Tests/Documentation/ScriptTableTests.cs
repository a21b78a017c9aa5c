using CloudSim.Net.Tests.Architecture;

namespace CloudSim.Net.Tests.Documentation;

/// <summary>The table of questions on the scripts' page is made from the scripts: CLOUDSIM_ACCEPT=1 writes it.</summary>
public class ScriptTableTests
{
    private const string Page = "experiments/README.md";
    private const string Head = "| script | question | options for machine and guests |\n|---|---|---|\n";

    [Fact]
    public void The_table_of_questions_is_that_of_the_scripts()
    {
        var text = Pages.Text(Page);
        var from = text.IndexOf(Head, StringComparison.Ordinal);
        Assert.True(from >= 0, $"{Page} has no line {Head}");
        var end = text.IndexOf("\n\n", from, StringComparison.Ordinal) is var blank and >= 0 ? blank + 1 : text.Length;
        var table = Head + string.Concat(WorkingCopy.Scripts.Select(s => Row(s, File.ReadAllText(WorkingCopy.At("experiments", s)))));
        if (WorkingCopy.Accept)
            File.WriteAllText(WorkingCopy.At(Page), text[..from] + table + text[end..]);
        else
            Assert.True(table == text[from..end], $"{Page} is not what the scripts say:\n{table}\n{WorkingCopy.HowToAccept}");
    }

    [Fact]
    public void A_row_is_the_question_and_what_the_script_asks_for()
    {
        const string Script = "#!/usr/bin/env dotnet\n#:project ../src/CloudSim.Net.Experiments\n// Why | how?\n"
            + "script.WithMachine().WithGuestMemory();";
        Assert.Equal("| `a.cs` | Why \\| how? | machine, `--guest-memory` |\n", Row("a.cs", Script));
        Assert.Contains("question", Assert.Throws<InvalidOperationException>(() => Row("a.cs", Script.Replace("// ", ""))).Message);
    }

    private static string Row(string script, string code)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        var question = lines.SkipWhile(l => !l.StartsWith("#:project", StringComparison.Ordinal)).Skip(1).FirstOrDefault() ?? "";
        if (!question.StartsWith("// ", StringComparison.Ordinal) || !question.EndsWith('?'))
            throw new InvalidOperationException($"{script}: the line after #:project is no comment with the script's question");
        (string Call, string Option)[] asks =
            [(".WithMachine(", "machine"), (".WithGuestMemory(", "`--guest-memory`"),
                (".WithVCpus(", "`--vcpus`"), (".SchedulerOption(", "`--scheduler`")];
        // The short form has the options of a machine and its guests.
        var isShort = code.Contains("Experiment.Run(args");
        var options = asks.Where(a => code.Contains(a.Call) || (isShort && a.Call != ".SchedulerOption(")).Select(a => a.Option);
        return $"| `{script}` | {question[3..].Replace("|", "\\|")} | {string.Join(", ", options)} |\n";
    }
}
