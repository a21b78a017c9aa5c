using CloudSim.Net.Experiments.Questions;
using CloudSim.Net.Tests.Architecture;

namespace CloudSim.Net.Tests.Experiments.Questions;

/// <summary>All questions of the course, whatever their topic.</summary>
public class CourseQuestionTests
{
    public static TheoryData<int> Numbers => [.. CourseQuestions.All.Select(q => q.Number)];

    [Fact]
    public void Their_numbers_go_from_one_without_a_gap()
    {
        Assert.Equal(Enumerable.Range(1, CourseQuestions.All.Count), CourseQuestions.All.Select(q => q.Number));
        Assert.True(CourseQuestions.All.Count >= 24);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_question_is_one_sentence_and_its_script_exists(int number)
    {
        var question = CourseQuestions.All[number - 1];
        Assert.EndsWith("?", question.Text);
        Assert.NotEmpty(question.Topic);
        Assert.True(File.Exists(WorkingCopy.At("experiments", question.Script.Split(' ')[0])), $"there is no {question.Script}");
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_answer_is_short_and_has_its_run_behind_it(int number)
    {
        var answer = CourseQuestions.All[number - 1].Ask(new CourseModels(P));
        Assert.InRange(answer.Text.Length, 2, 100);
        Assert.Contains(answer.Evidence, char.IsAsciiDigit);
        Assert.DoesNotContain('\n', answer.Evidence);
        Assert.InRange(answer.Trace.Count, 2, 60);
        Assert.All(answer.Trace, line => Assert.False(string.IsNullOrWhiteSpace(line) || line.Contains('\n')));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Another_seed_gives_the_same_answer(int number)
    {
        var question = CourseQuestions.All[number - 1];
        Assert.Single(Enumerable.Range(1, 3).Select(seed => question.Ask(new CourseModels(P) { Seed = seed }).Text).Distinct());
    }
}
