using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Golden;

namespace CloudSim.Net.Tests.Experiments.Questions;

/// <summary>The script that asks the questions: one of them, and why.</summary>
[Collection(ConsoleCollection.Name)]
public class QuestionScriptTests
{
    [Fact]
    public void One_question_is_asked_alone_and_its_run_told()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = Run(folder, "--why", "5");
        Assert.True(code == 0, error);
        Assert.Contains("5. May a user program load a control register?", output);
        Assert.Contains("MOV CR3", output);
        Assert.Equal(2, File.ReadAllLines(folder.At("questions.csv")).Length);
    }

    [Theory]
    [InlineData("--only", "0")]
    [InlineData("--only", "1000")]
    [InlineData("--why", "first")]
    public void A_number_that_no_question_has_is_refused(string option, string value)
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = Run(folder, option, value);
        Assert.Equal(2, code);
        Assert.Contains(option, error);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Two_different_questions_are_refused()
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = Run(folder, "--only", "5", "--why", "6");
        Assert.Equal(2, code);
        Assert.Contains("--only", error);
    }

    private static (int Code, string Out, string Error) Run(TemporaryFolder folder, params string[] arguments) =>
        ScriptProcess.Run(WorkingCopy.At("experiments", "questions.cs"), [.. arguments, "--out", folder.Path]);
}
