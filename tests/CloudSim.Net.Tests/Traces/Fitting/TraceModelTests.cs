using CloudSim.Net.Traces;
using CloudSim.Net.Traces.Fitting;
using CloudSim.Net.Traces.Formats;

namespace CloudSim.Net.Tests.Traces.Fitting;

public class TraceModelTests
{
    private static TracedSet Week => TracedSet.Read(new TraceFiles(GuestsWeek.Path, TraceFormats.All));

    [Fact]
    public void The_sample_is_what_its_laws_and_seed_give()
    {
        Assert.Equal(GuestsWeek.Text(), File.ReadAllText(GuestsWeek.Path));
        Assert.InRange(new FileInfo(GuestsWeek.Path).Length, 1, 40_000);
    }

    [Fact]
    public void The_laws_of_the_sample_are_found()
    {
        var model = TraceModel.Fit(Week, new(1), 99);
        Assert.Equal((40, true, true), (model.AtBegin, model.Arrivals!.IsByDay, model.Demand!.HasProfile));
        Assert.Equal((GuestsWeek.Step, model.Guests), (model.Demand.Step, model.Sizes.Count));
        IsNear(GuestsWeek.LifeShape, model.Lives!.Laws.Single(law => law.Kind == LawKind.Weibull).Parameters[0]);
        IsNear(GuestsWeek.LifeScale, model.Lives.Laws.Single(law => law.Kind == LawKind.Weibull).Parameters[1]);
        IsNear(GuestsWeek.MeanAtBegin, model.LivesAtBegin!.Laws.Single(law => law.Kind == LawKind.Exponential).Parameters[0]);
        Assert.True(model.Lives.Laws.Single(law => law.Kind == LawKind.Weibull).PValue > 0.01);
        Assert.True(model.Lives.Count - model.Lives.Ended is > 0 and < 60); // cut by the end of the trace
        Assert.Equal(1.2, model.Arrivals.MeanBatch, 4 * Math.Sqrt(0.36 / model.Arrivals.Instants)); // variance of 1 or 3
        Assert.True(model.Arrivals.DayFactors[5] < 0.8 && model.Arrivals.DayFactors[1] > 0.9);
        Assert.Equal(GuestsWeek.Sizes.Distinct().Count(), model.Sizes.Distinct);
        Assert.Equal(1, model.Sizes.Covered);
        // A quarter of 16 in the beta law; its deviation over the root of some 300 guests, and the common factor of 54 samples.
        Assert.InRange(model.Demand.MeanUse, 0.25 - 0.05, 0.25 + 0.05);
        Assert.True(model.Demand.Profile[6] > model.Demand.Profile[18] + 0.2);
    }

    [Fact]
    public void Ten_times_the_trace_has_ten_times_the_demand()
    {
        var model = TraceModel.Fit(Week, new(1), 19);
        var (one, ten) = (new List<double>(), new List<double>());
        for (var seed = 1; seed <= 16; seed++)
        {
            one.Add(Used(model.Sample(1, model.Length, new(seed))));
            ten.Add(Used(model.Sample(10, model.Length, new(100 + seed))));
        }

        var (error, of10) = (Deviation(one), Deviation(ten));
        var both = Math.Sqrt(((100 * error * error) + (of10 * of10)) / one.Count); // of the difference of the means
        Assert.InRange(ten.Average() - (10 * one.Average()), -4 * both, 4 * both);
        Assert.InRange(model.CpusUsed, one.Average() - (4 * error), one.Average() + (4 * error));
        Assert.InRange(ten.Average() / (10 * model.CpusUsed), 0.8, 1.25);
        var asked = model.Sample(10, model.Length, new(7)).Guests.Sum(guest => guest.Cpus * guest.Length) / model.Length;
        Assert.InRange(asked / (10 * model.CpusAsked), 0.8, 1.25);
    }

    [Fact]
    public void A_like_trace_gives_the_model_again()
    {
        var model = TraceModel.Fit(Week, new(1), 19);
        var like = model.Sample(10, model.Length, new(3));
        var again = TraceModel.Fit(like, new(1), 19);
        Assert.Equal(400, again.AtBegin);
        Assert.Equal(model.Sizes.Kinds.Select(k => (k.Cpus, k.Memory)).Order(), again.Sizes.Kinds.Select(k => (k.Cpus, k.Memory)).Order());
        var (law, same) = (model.Lives!.Chosen!, again.Lives!.Laws.Single(l => l.Kind == model.Lives.Chosen!.Kind));
        foreach (var (one, other) in law.Parameters.Zip(same.Parameters))
            Assert.InRange(one.Value, other.Value - (4 * other.StandardError), other.Value + (4 * other.StandardError));
        for (var hour = 0; hour < 24; hour++)
        {
            var (wanted, found) = (model.Arrivals!.PerHour[hour] * 10, again.Arrivals!.PerHour[hour]);
            Assert.InRange(found - wanted, -4 * Math.Sqrt((wanted + 1) / 7), 4 * Math.Sqrt((wanted + 1) / 7)); // of nine days, some slack
        }

        Assert.Equal(model.Arrivals!.MeanBatch, again.Arrivals!.MeanBatch, 4 * 0.6 / Math.Sqrt(again.Arrivals.Instants));
    }

    [Fact]
    public void Use_of_a_known_process_is_found_and_drawn_again()
    {
        const int guests = 150, steps = 14 * 24;
        const double width = 0.4, common = 0.3, persistence = 0.7;
        var random = new RandomStream(8);
        double[] Course()
        {
            var course = new double[steps];
            for (var i = 0; i < steps; i++)
                course[i] = i == 0 ? random.Normal(0, 1)
                    : (persistence * course[i - 1]) + random.Normal(0, Math.Sqrt(1 - (persistence * persistence)));
            return course;
        }

        double Both(double shared, double alone) => (Math.Sqrt(common) * shared) + (Math.Sqrt(1 - common) * alone);
        double Profile(int hour) => 1 + (0.5 * Math.Cos(2 * Math.PI * hour / 24));
        var (all, list, means) = (Course(), new List<TracedGuest>(), new List<double>());
        for (var g = 0; g < guests; g++)
        {
            var (own, mean) = (Course(), random.Uniform(0.05, 0.2));
            means.Add(mean);
            list.Add(new($"{g}", 0, steps * 3600, 4, 1024, [.. Enumerable.Range(0, steps).Select(i => (i * 3600.0,
                4 * mean * Profile(i % 24) * Math.Exp((width * Both(all[i], own[i])) - (width * width / 2))))]));
        }

        var model = TraceModel.Fit(new TracedSet(list, steps * 3600) { HasUse = true }, new(1), 39);
        Check(model, means.Average());
        Assert.Null(model.Arrivals);
        Assert.Equal((guests, guests), (model.AtBegin, model.LivesAtBegin!.Count));
        var like = model.Sample(2, steps * 3600, new(4));
        Assert.Equal(2 * guests, like.Guests.Count(guest => !guest.HasEnded && guest.Length == steps * 3600));
        Check(TraceModel.Fit(like, new(1), 39), means.Average());

        void Check(TraceModel found, double mean)
        {
            var use = found.Demand!;
            Assert.Equal(3600, use.Step);
            // The common factor's mean over 14 days is uncertain: 0.4 x 0.55 x sqrt((1 + 0.7) / (1 - 0.7) / 336) = 0.03 of the mean, and an
            // hour's 0.4 x 0.55 / sqrt(14) = 0.06.
            Assert.InRange(use.MeanUse / mean, 1 - 0.16, 1 + 0.16);
            for (var hour = 0; hour < 24; hour++)
                Assert.InRange(use.Profile[hour] / Profile(hour), 1 - 0.24, 1 + 0.24);
            // Of log-normal factors; the error of a correlation by 60 independent samples.
            Assert.Equal((Math.Exp(width * width * persistence) - 1) / (Math.Exp(width * width) - 1), use.Autocorrelation, 0.06);
            Assert.Equal((Math.Exp(width * width * common) - 1) / (Math.Exp(width * width) - 1), use.ResidualCorrelation, 0.16);
            Assert.InRange(use.Width, 0.75 * width, 1.35 * width); // about as wide in logits, as the means are small
            Assert.True(use.Correlation > use.ResidualCorrelation && use.ProfileShare is > 0.25 and < 0.9);
        }
    }

    [Fact]
    public void Guests_of_the_first_instant_are_there_unless_such_batches_come_later()
    {
        TracedGuest At(double begin, int i) => new($"{begin}-{i}", begin, begin + 100 + i, 1, double.NaN, [(begin, 1)]);
        var first = Enumerable.Range(0, 5).Select(i => At(0, i)).ToList();
        var there = TraceModel.Fit(new([.. first, At(50, 0), At(50, 1), At(900, 1)], 1000), new(1), 19);
        Assert.Equal((5, 3L, 2), (there.AtBegin, there.Arrivals!.Guests, there.Arrivals.Instants));
        var batches = TraceModel.Fit(new([.. first, .. Enumerable.Range(0, 5).Select(i => At(400, i)), At(900, 1)], 1000), new(1), 19);
        Assert.Equal((0, 11L, 3), (batches.AtBegin, batches.Arrivals!.Guests, batches.Arrivals.Instants));
        Assert.Null(batches.LivesAtBegin);
        Assert.Null(batches.Demand);
        Assert.Equal(1001, batches.Window); // where the last guest ends
        // 1100 more seconds without any: over nine gaps of the mean.
        Assert.InRange(TraceModel.Fit(new([.. first, At(50, 0), At(100, 0), At(9_000, 9_000)], 20_000), new(1), 19).Window, 20_000, 20_000);
        Assert.Equal(300, TraceModel.Fit(new([At(0, 0), At(100, 0), At(200, 0), At(300, 9_000)], 9_400), new(1), 19).Window, 1e-6);
    }

    [Fact]
    public void Lives_that_too_few_end_are_drawn_from_the_trace()
    {
        LifeFit lives = new([new(5), new(7, false, 7), new(0), new(9, false, 9)], new(1), 19);
        Assert.Null(lives.Chosen);
        Assert.Equal((4, 2, 1), (lives.Count, lives.Ended, lives.OfNoLength));
        var random = new RandomStream(2);
        var drawn = Enumerable.Range(0, 4_000).Select(i => lives.Draw(i % 4, random)).ToList();
        Assert.Equal([0, 5, double.PositiveInfinity], drawn.Distinct().Order());
        Assert.Equal((1000, 1000), (drawn.Count(life => life == 0), drawn.Count(life => life == 5)));
    }

    [Fact]
    public void Large_guests_that_live_longer_do_so_in_like_traces()
    {
        var random = new RandomStream(12);
        var guests = Enumerable.Range(0, 400).Select(i => (Begin: i * 500.0, Cpus: 1 + (7 * (i % 2))))
            .Select((g, i) => new TracedGuest($"{i}", g.Begin, g.Begin + random.Exponential(600.0 * g.Cpus), g.Cpus, 1024 * g.Cpus,
                [(g.Begin, g.Cpus)])).ToList();
        var model = TraceModel.Fit(new(guests, 400 * 500), new(1), 39);
        var like = model.Sample(20, model.Length, random);
        foreach (var cpus in (int[])[1, 8]) // 200 of each size in the trace, exponential: 4 / sqrt(200)
        {
            double Mean(IEnumerable<TracedGuest> some) => some.Where(g => g.Cpus == cpus).Average(g => g.Length);
            Assert.InRange(Mean(like.Guests) / Mean(guests), 1 - 0.28, 1 + 0.28);
        }

        Assert.Equal(model.SizeLifeCorrelation, TraceModel.Fit(like, new(1), 1).SizeLifeCorrelation, 0.1);
        Assert.InRange(like.Guests.Sum(g => g.Work) / like.Length / (20 * model.CpusAsked), 0.8, 1.25);
    }

    [Fact]
    public void Sizes_are_drawn_jointly_and_the_listed_share_is_said()
    {
        var table = new SizeTable(Enumerable.Range(0, 300).Select(i => (1.0 + (i % 250), 10.0 * (1 + (i % 250)))));
        Assert.Equal((250, 200, 300), (table.Distinct, table.Kinds.Count, table.Count));
        Assert.Equal(250 / 300.0, table.Covered, 1e-12); // 50 kinds of two, 150 of one
        Assert.Equal(1, table.Correlation, 1e-9);
        var random = new RandomStream(1);
        var drawn = Enumerable.Range(0, 5_000).Select(_ => table.Draw(random)).ToList();
        Assert.All(drawn, size => Assert.Equal(10 * size.Cpus, size.Memory));
        Assert.True(drawn.Distinct().Count() > 240); // those that are not listed come too
    }

    [Fact]
    public void The_same_stream_gives_the_same_trace_and_own_form_keeps_it()
    {
        var model = TraceModel.Fit(Week, new(1), 19);
        var like = model.Sample(2, 5 * 86_400, new(6));
        var (file, again) = (Written(like), Written(model.Sample(2, 5 * 86_400, new(6))));
        Assert.Equal(file, again);
        Assert.NotEqual(file, Written(model.Sample(2, 5 * 86_400, new(5))));
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        File.WriteAllBytes(path, file);
        var read = TracedSet.Read(new TraceFiles(path, TraceFormats.All));
        File.Delete(path);
        Assert.Equal(like.Guests.Count, read.Guests.Count);
        Assert.Equal(like.Guests.Count(guest => guest.HasEnded), read.Guests.Count(guest => guest.HasEnded));
        Assert.Contains(read.Guests, guest => !guest.HasEnded);
        Assert.Equal(Used(like), Used(read) * read.Length / like.Length, 1e-3 * Used(like));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Sample(0, 100, new(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Sample(1, -1, new(1)));
    }

    private static byte[] Written(TracedSet set)
    {
        using var stream = new MemoryStream();
        Assert.True(OwnFormWriter.Write(stream, set, (1, 1)) >= set.Guests.Count);
        return stream.ToArray();
    }

    private static double Used(TracedSet set) => set.Guests.Sum(guest => guest.Work) / set.Length;

    private static double Deviation(List<double> values) =>
        Math.Sqrt(values.Sum(v => (v - values.Average()) * (v - values.Average())) / (values.Count - 1));

    private static void IsNear(double wanted, FittedParameter parameter) =>
        Assert.InRange(parameter.Value, wanted - (4 * parameter.StandardError), wanted + (4 * parameter.StandardError));
}
