using CloudSim.Net.Calibration;
using CloudSim.Net.Engine;
using CloudSim.Net.Experiments.Sensitivity;
using CsCheck;

namespace CloudSim.Net.Tests.Experiments.Sensitivity;

/// <summary>Made-up answers of three estimates of one data file: client (3 ms), vm_create (2 ms), request (0.2 ms).</summary>
public class ParameterStudyTests
{
    private static readonly Parameter[] Three = [.. new[] { "client", "request", "vm_create" }
        .Select(name => ParameterSheet.Named("Firecracker").Parameters.Single(p => p.Name == name))];

    private static readonly ParameterStudy Study = new(Three);

    [Fact]
    public void The_numbers_stand_in_the_order_of_what_they_do()
    {
        var tornado = Tornado(x => (10 * x.Client) + (20 / x.Create) - (40 * x.Request)); // 30 + 10 - 8
        (string, double, double, double)[] expected =
        [
            ("Firecracker.client", -46.875, 93.75, 93.75), ("Firecracker.vm_create", 31.25, -15.625, 31.25),
            ("Firecracker.request", 12.5, -25, -25),
        ];
        Assert.Equal(expected, tornado.Select(b => (b.Range.Name, Round(b.LowPct), Round(b.HighPct), Round(b.ChangePct))));
        Assert.Equal([1, 2, 3], tornado.Select(b => b.Rank));
        Assert.Equal([true, true, false], tornado.Select(b => b.Moves(25.01)));

        static double Round(double x) => Math.Round(x, 6);
    }

    [Fact]
    public void Of_a_sum_the_effects_add_up_and_of_a_product_they_do_not()
    {
        Together(x => x.Client + x.Create + x.Request, sum: 10.4, together: 10.4);
        Together(x => x.Client * x.Create, sum: 18, together: 24); // 6 more for each alone
        Together(x => 12 / (x.Client * x.Create), sum: 6, together: 8); // the low ends are the ones at which it is larger

        void Together(Func<Values, double> answer, double sum, double together)
        {
            var tornado = Tornado(answer);
            Assert.Equal(sum, ParameterStudy.SumOfTop(tornado, 3), 6);
            Assert.Equal(together, ParameterStudy.Top(tornado, 3).Evaluate(P, Of(answer)).Answer, 6);
        }
    }

    [Fact]
    public void Each_part_of_a_range_has_one_draw()
    {
        const int N = 40;
        var draws = Study.Draws(N, new RandomStreams(5));
        for (var i = 0; i < Three.Length; i++)
        {
            var range = Study.Ranges[i];
            var values = draws.Select(d => d.Values[i].Value).Order().ToList();
            for (var part = 0; part < N; part++)
                Assert.InRange(values[part], range.Quantile((double)part / N), range.Quantile((part + 1.0) / N));
        }
        Assert.NotEqual(draws.OrderBy(d => d.Values[0].Value), draws.OrderBy(d => d.Values[1].Value));
    }

    [Fact]
    public void A_number_draws_by_its_name_whatever_else_is_read()
    {
        var alone = new ParameterStudy([Three[1]]).Draws(32, new RandomStreams(1)).Select(d => d.Values[0].Value);
        Assert.Equal(alone, Study.Draws(32, new RandomStreams(1)).Select(d => d.Values[1].Value));
        Assert.NotEqual(alone, Study.Draws(32, new RandomStreams(2)).Select(d => d.Values[1].Value));
    }

    /// <summary>
    /// The logarithm of each is a sum of two uniform ones, that of the product of two a sum of four (Irwin and Hall): 5 % of it lie below
    /// the fourth root of 24 x 5 %, but for 0.002 % (F(x) = (x^4 - 4 (x - 1)^4) / 24 from 1 to 2), in units of half the logarithm of two.
    /// </summary>
    [Fact]
    public void The_band_of_a_product_is_that_of_theory()
    {
        var band = Band.Of(Drawn(x => x.Client * x.Create, 1_000).Select(r => r.Answer));
        var half = Math.Pow(2, 2 - Math.Pow(24 * 0.05, 0.25));
        Assert.Equal(1, band.P5 / (6 / half), 0.05);
        Assert.Equal(1, band.P50 / 6, 0.05);
        Assert.Equal(1, band.P95 / (6 * half), 0.05);
    }

    /// <summary>Such an answer lies between those of the ends, and the value is the median of every range here.</summary>
    [Fact]
    public void The_band_of_an_answer_that_grows_with_each_number_holds_the_answer_as_it_is() =>
        Gen.Select(Gen.Double[0.1, 3], Gen.Double[0.1, 3], Gen.Double[0.1, 3], Gen.Long[1, 1_000]).Sample((a, b, c, seed) =>
        {
            double Answer(Values x) => Math.Pow(x.Client, a) * Math.Pow(x.Create, b) * Math.Pow(x.Request, c);
            var band = Band.Of(Drawn(Answer, 32, seed).Select(r => r.Answer));
            Assert.InRange(Of(Answer)(P), band.P5, band.P95);
        }, iter: 30);

    [Fact]
    public void The_rank_correlation_tells_which_number_an_answer_follows()
    {
        Assert.Equal(1, Study.RankCorrelations(Drawn(x => Math.Exp(x.Create), 64))[2], 9);
        Assert.Equal(-1, Study.RankCorrelations(Drawn(x => 1 / x.Client, 64))[0], 9);
        Assert.InRange(Study.RankCorrelations(Drawn(x => x.Create, 64))[0], -0.5, 0.5); // chance gives 0.13
        Assert.Equal(double.NaN, Study.RankCorrelations(Drawn(_ => 7, 32))[0]);
    }

    [Fact]
    public void Too_few_draws_have_no_band()
    {
        Assert.Equal((double.NaN, double.NaN), (Band.Of(Enumerable.Repeat(1.0, 19)).P5, Band.Of(Enumerable.Repeat(1.0, 19)).P95));
        Assert.Equal((1, 19), (Band.Of(Enumerable.Range(1, 20).Select(i => (double)i)).P5,
            Band.Of(Enumerable.Range(1, 20).Select(i => (double)i)).P95));
        Assert.Equal(20, Band.Of(Enumerable.Range(1, 20).Select(i => (double)i).Append(double.NaN)).Count);
    }

    [Fact]
    public void A_value_that_is_refused_comes_as_near_as_a_sixteenth_of_the_way()
    {
        var high = Study.OneAtATime[1];
        Assert.Equal("Firecracker.client=6ms", high.Name);
        var reached = high.Evaluate(P, Of(x => x.Client <= 4.2 ? x.Client : throw new InvalidOperationException("too slow")));
        Assert.InRange(reached.Values[0], 4.2 - (3.0 / 16), 4.2);
        Assert.Equal(reached.Values[0], reached.Answer);
        Assert.Equal("Firecracker.client=6ms: too slow", Assert.Single(reached.Refusals));
        var none = high.Evaluate(P, Of(x => x.Client == 3 ? 1.0 : throw new InvalidOperationException("no other")));
        Assert.Equal((3, 1), (none.Values[0], none.Answer));
    }

    [Fact]
    public void Of_many_values_only_the_one_that_is_named_gives_way()
    {
        var draw = new Variant("draw", [new(Study.Ranges[0], 6), new(Study.Ranges[2], 4)]);
        var reached = draw.Evaluate(P, set => set.Make("made", p =>
        {
            var (client, create) = (p["Firecracker"].Duration("client").Value, p["Firecracker"].Duration("vm_create").Value);
            return create.TotalMilliseconds < 2.6 ? (object)client : throw new ArgumentException("too long");
        }));
        Assert.Equal([6, 2.5], reached.Values);
        Assert.Equal("Firecracker.vm_create: too long", Assert.Single(reached.Refusals));
    }

    [Fact]
    public void An_answer_that_cannot_be_had_at_all_and_a_cancelled_one_are_errors()
    {
        var one = Study.OneAtATime[0];
        Assert.Throws<InvalidOperationException>(() => one.Evaluate<double>(P, _ => throw new InvalidOperationException("never")));
        Assert.Throws<OperationCanceledException>(() => one.Evaluate<double>(P, _ => throw new OperationCanceledException()));
    }

    [Fact]
    public void Variants_leave_the_set_as_it_is()
    {
        var set = P.Copy();
        Study.Draws(1, new RandomStreams(1))[0].Evaluate(set, own => own["Firecracker"].Duration("client").Value);
        Assert.Empty(set.Overrides);
        Assert.Empty(set.Uses);
    }

    private static IReadOnlyList<TornadoBar> Tornado(Func<Values, double> answer) =>
        Study.Tornado(Of(answer)(P), [.. Study.OneAtATime.Select(v => v.Evaluate(P, Of(answer)))]);

    private static List<Reached<double>> Drawn(Func<Values, double> answer, int count, long seed = 1) =>
        [.. Study.Draws(count, new RandomStreams(seed)).Select(v => v.Evaluate(P, Of(answer)))];

    private static Func<Parameters, double> Of(Func<Values, double> answer) => set =>
    {
        double Read(string name) => set["Firecracker"].Duration(name).Value.TotalMilliseconds;
        return answer(new(Read("client"), Read("vm_create"), Read("request")));
    };

    private sealed record Values(double Client, double Create, double Request);
}
