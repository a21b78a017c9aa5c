using CloudSim.Net.Experiments.Questions;

namespace CloudSim.Net.Tests.Experiments.Questions;

/// <summary>Questions asked of the default models, or of others.</summary>
internal static class Asked
{
    public static CourseModels Models => new(P);

    public static Answer Answer(int number, CourseModels? models = null)
    {
        var answer = CourseQuestions.All.Single(q => q.Number == number).Ask(models ?? Models);
        Assert.NotEmpty(answer.Evidence);
        Assert.InRange(answer.Trace.Count, 1, 40);
        Assert.All(answer.Trace, line => Assert.NotEqual("", line.Trim()));
        return answer;
    }

    public static string Text(int number, CourseModels? models = null) => Answer(number, models).Text;
}
