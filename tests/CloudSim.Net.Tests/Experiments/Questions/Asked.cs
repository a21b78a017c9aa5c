using CloudSim.Net.Experiments.Questions;

namespace CloudSim.Net.Tests.Experiments.Questions;

/// <summary>Questions asked of the models as they are, or of changed ones.</summary>
internal static class Asked
{
    public static CourseModels Models { get; } = new(P);

    public static Answer Ask(int number, CourseModels? models = null) =>
        CourseQuestions.All.Single(q => q.Number == number).Ask(models ?? Models);

    /// <summary>What the question is answered; its evidence and its trace are there, and both have numbers of the run.</summary>
    public static string Text(int number, CourseModels? models = null)
    {
        var answer = Ask(number, models);
        Assert.InRange(answer.Trace.Count, 3, 35);
        Assert.All(answer.Trace, line => Assert.False(string.IsNullOrWhiteSpace(line)));
        Assert.Contains(answer.Evidence, char.IsAsciiDigit);
        Assert.Contains(answer.Trace, line => line.Any(char.IsAsciiDigit));
        return answer.Text;
    }
}
