using System.Globalization;
using System.Text;

namespace CloudSim.Net.Tests.Traces.Fitting;

/// <summary>How the sample <c>guests-week.csv</c> was made up, by laws that are known.</summary>
internal static class GuestsWeek
{
    public const double Length = 9 * 86_400, Step = 4 * 3600;
    public const double LifeShape = 0.7, LifeScale = 8 * 3600, MeanAtBegin = 20 * 3600, Common = 0.3, Width = 0.5;

    /// <summary>CPUs and MiB.</summary>
    public static readonly (int Cpus, int Memory)[] Sizes = [(1, 2048), (1, 2048), (2, 4096), (2, 8192), (4, 16384), (8, 32768)];

    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "experiments", "samples", "guests-week.csv");

    public static string Text(long seed = 18)
    {
        var random = new RandomStream(seed);
        var text = new StringBuilder("id,submitted,duration,cpus,memory,demand\n");
        var common = Enumerable.Range(0, 60).Select(_ => random.Normal(0, 1)).ToArray();
        var count = 0;
        for (; count < 40; count++)
            Guest(0, random.Exponential(MeanAtBegin));
        for (var time = random.Exponential(1000); time < Length; time += random.Exponential(1000))
            if (random.NextDouble() < 0.5 * Level(time, 0.8) * ((int)(time / 86_400) % 7 is 5 or 6 ? 0.4 : 1) * 0.8)
                for (var left = random.NextDouble() < 0.1 ? 3 : 1; left > 0; left--, count++)
                    Guest(Math.Floor(time), LifeScale * Math.Pow(random.Exponential(1), 1 / LifeShape));
        return text.ToString();

        void Guest(double begin, double life)
        {
            var (end, hasEnded) = (Math.Min(Length, begin + Math.Max(1, Math.Round(life))), begin + life < Length);
            var size = Sizes[random.Next(Sizes.Length)];
            var mean = MathNet.Numerics.Distributions.Beta.Sample(random, 4, 12);
            for (var from = begin; from < end;)
            {
                var slot = (int)(from / Step);
                var to = Math.Min(end, (slot + 1) * Step);
                var wander = (Math.Sqrt(Common) * common[slot]) + random.Normal(0, Math.Sqrt(1 - Common));
                var noise = Math.Exp((Width * wander) - (Width * Width / 2));
                var use = size.Cpus * Math.Min(0.99, mean * Level((slot + 0.5) * Step, 0.4) * noise);
                var length = to == end && !hasEnded ? "" : (to - from).ToString(CultureInfo.InvariantCulture);
                text.Append(CultureInfo.InvariantCulture, $"g{count},{from},{length},{size.Cpus},{size.Memory},{use:0.###}\n");
                from = to;
            }
        }
    }

    private static double Level(double time, double swing) => 1 + (swing * Math.Sin(2 * Math.PI * time / 86_400));
}
