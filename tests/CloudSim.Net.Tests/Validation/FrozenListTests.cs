using CloudSim.Net.Experiments.Validation;
using CloudSim.Net.Experiments.Validation.Published;
using CloudSim.Net.Tests.Architecture;

namespace CloudSim.Net.Tests.Validation;

/// <summary>A prediction that is calibrated later, or dropped, is a miss: nobody improves the score by looking.</summary>
public class FrozenListTests
{
    private static readonly FrozenList Frozen = new([("T1", "a", "predicted"), ("T1", "b", "predicted"), ("T1", "c", "calibrated")]);

    [Fact]
    public void Rows_that_are_as_they_were_count_by_what_they_say()
    {
        var score = Frozen.Score([Row("a"), Row("b", pass: false), Row("c", itsClass: "calibrated")]);
        Assert.Equal((1, 2, 0), (score.Held, score.Of, score.Lost.Count));
        Assert.Equal(50, score.Percent, 1e-9);
    }

    [Theory]
    [InlineData("calibrated")]
    [InlineData("input")]
    [InlineData("construction")]
    public void A_prediction_that_is_none_any_more_is_missed(string itsClass)
    {
        var score = Frozen.Score([Row("a"), Row("b", itsClass: itsClass), Row("c", itsClass: "calibrated")]);
        Assert.Equal((1, 2), (score.Held, score.Of));
        Assert.Equal($"T1, b: is {itsClass} now", Assert.Single(score.Lost));
    }

    [Fact]
    public void A_prediction_that_has_left_the_list_is_missed()
    {
        var score = Frozen.Score([Row("a")]);
        Assert.Equal((1, 2, "T1, b: left the list"), (score.Held, score.Of, Assert.Single(score.Lost)));
        Assert.Equal((1, 1), Frozen.Score([Row("a")], (_, quantity) => quantity == "a") is var asked ? (asked.Held, asked.Of) : default);
    }

    [Fact]
    public void A_new_row_of_the_set_stands_for_a_lost_one_once()
    {
        var lost = Row("b", itsClass: "calibrated");
        var other = Row("new") with { Replaces = "b" };
        Assert.Equal((2, 2), Score(Row("a"), lost, other));
        Assert.Equal((1, 2), Score(Row("a"), lost, other with { Pass = false }));
        Assert.Equal((1, 2), Score(Row("a"), lost, other with { Class = "calibrated" }));
        Assert.Equal((2, 3), Score(Row("a"), lost, other with { Target = "T2" })); // a prediction of its own, and the lost one
        Assert.Equal((1, 2), Score(Row("a") with { Replaces = "b" }, lost)); // one that was there stands for none
    }

    private static (int, int) Score(params TargetRow[] rows) => Frozen.Score(rows) is var score ? (score.Held, score.Of) : default;

    [Theory]
    [InlineData("calibrated")]
    [InlineData("input")]
    [InlineData("construction")]
    public void A_row_that_was_none_does_not_become_a_prediction_unless_it_is_new(string itsClass)
    {
        var frozen = new FrozenList([("T1", "a", "predicted"), ("T1", "c", itsClass)]);
        var score = frozen.Score([Row("a"), Row("c") with { NullPass = true }, Row("new", pass: false)]);
        Assert.Equal((1, 2, 0), (score.Held, score.Of, score.NullHeld));
        Assert.Equal($"T1, c: was {itsClass}", Assert.Single(score.Gained));
        Assert.Empty(frozen.Score([Row("a"), Row("c", itsClass: "calibrated")]).Gained);
    }

    // A quantity that is named as given is an input, also where nothing computes it.
    [Fact]
    public void A_row_that_is_declared_and_not_computed_stays_an_input()
    {
        var target = Target.Read(WorkingCopy.At("experiments/samples/published/targets.csv"))
            .Single(t => t is { Set: "T09", Quantity: "lazy pull data read" });
        var row = TargetSets.Check(P.Copy(), target, FactList.Read(WorkingCopy.At("experiments/samples/published/facts.csv")));
        Assert.Equal((RowClass.Input, "not computed"), (row.Class, row.Simulated));
        Assert.NotEmpty(row.ClassReason);
    }

    [Fact]
    public void What_a_model_without_overhead_gets_right_is_counted_beside() =>
        Assert.Equal(1, Frozen.Score([Row("a") with { NullPass = true }, Row("b")]).NullHeld);

    [Fact]
    public void The_project_s_frozen_list_can_be_read_and_names_rows_that_were_there()
    {
        var list = FrozenList.Read(WorkingCopy.At("experiments/samples/published/frozen.csv"));
        Assert.Equal(153, list.Rows.Count);
        Assert.All(RowClass.All, c => Assert.Contains(list.Rows, r => r.Class == c));
    }

    [Fact]
    public void A_malformed_frozen_list_is_named_with_its_line()
    {
        using var folder = new Experiments.TemporaryFolder();
        File.WriteAllText(folder.At("f.csv"), "target,quantity,class\nT1,a,guessed\n");
        Assert.StartsWith(folder.At("f.csv") + ":2: no class 'guessed' (predicted, calibrated, construction, input)",
            Assert.Throws<InputException>(() => FrozenList.Read(folder.At("f.csv"))).Message);
    }

    private static TargetRow Row(string quantity, bool pass = true, string itsClass = "predicted") =>
        new("T1", quantity, "ms", "1", "1", 0, "10%", "value", pass, "") { Class = itsClass };
}
