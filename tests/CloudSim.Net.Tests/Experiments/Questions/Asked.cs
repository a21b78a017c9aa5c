using CloudSim.Net.Experiments.Questions;

namespace CloudSim.Net.Tests.Experiments.Questions;

/// <summary>Questions asked of the models as they are, or of changed ones.</summary>
internal static class Asked
{
    public static CourseModels Models => new(P);

    /// <summary>The answer to a question; its evidence and its trace are there, and both have numbers of the run.</summary>
    public static Answer Answer(int number, CourseModels? models = null)
    {
        var answer = CourseQuestions.All.Single(q => q.Number == number).Ask(models ?? Models);
        Assert.InRange(answer.Trace.Count, 1, 40);
        Assert.All(answer.Trace, line => Assert.False(string.IsNullOrWhiteSpace(line)));
        Assert.NotEmpty(answer.Evidence);
        return answer;
    }

    public static string Text(int number, CourseModels? models = null) => Answer(number, models).Text;
}
